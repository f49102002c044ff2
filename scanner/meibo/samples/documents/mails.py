"""Mails that should not have been sent so: with a roster, to everybody at once, with the password right behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meibo.samples.companies import HOME
from meibo.samples.documents.archives import make_locked_archive
from meibo.samples.draft import fill
from meibo.samples.papers import draw_password
from meibo.samples.spelling import spell_mail, spell_name, spell_phone, spell_romaji, spell_surname
from meibo.samples.spelling_papers import spell_secret
from meibo.samples.writers.model import File, Mailbox, Message

if TYPE_CHECKING:
    from meibo.samples.draft import Line, Table
    from meibo.samples.draw import Dice
    from meibo.samples.page import Part
    from meibo.samples.people import Cast, Person


def make_roster_mail(cast: Cast, dice: Dice, roster: File) -> Message:
    """A roster is mailed to a private address, to go on with the work at home."""
    sender = dice.pick(cast.staff)
    text = fill(
        """
{surname}です。

名簿の続きは自宅で作業します。添付のファイルを参照してください。
急ぎのときは携帯（{phone}）まで。

--
{company}　総務部
{name}
{mail}
""",
        surname=spell_surname(sender),
        phone=spell_phone(sender.mobile, sender),
        company=HOME.name,
        name=spell_name(sender),
        mail=spell_mail(sender, HOME.domain),
    )
    at_home = Mailbox(spell_name(sender), spell_mail(sender))
    return Message("名簿の件", _at_work(sender), (at_home,), text, files=(roster,))


def make_invitation(cast: Cast, dice: Dice) -> Message:
    """An invitation that shows each guest the addresses of all others."""
    sender = dice.pick(cast.staff)
    guests = dice.sample(cast.customers, 14)
    text = fill(
        """
お客様各位

{company}の{surname}です。
感謝祭を5月30日（土）に開催いたします。皆様のお越しをお待ちしております。
ご欠席の方は{mail}までお知らせください。
""",
        company=HOME.name,
        surname=spell_surname(sender),
        mail=spell_mail(sender, HOME.domain),
    )
    to = tuple(Mailbox(spell_name(guest), spell_mail(guest)) for guest in guests)
    return Message("お客様感謝祭のご案内", _at_work(sender), to, text, number=2)


def make_locked_mails(cast: Cast, dice: Dice) -> tuple[Message, Message]:
    """A mail with an encrypted archive, and the one after it that tells the password."""
    sender, customer = dice.pick(cast.staff), dice.pick(cast.customers)
    password = draw_password(dice)
    archive = File("支払先一覧.zip", make_locked_archive(cast, dice, password))
    greeting: dict[str, Part] = {
        "surname": spell_surname(sender),
        "customer": spell_surname(customer),
        "company": HOME.name,
    }
    first = fill(
        """
{customer}様

{company}の{surname}です。
名簿をお送りします。パスワードは別のメールでお知らせします。
""",
        **greeting,
    )
    second = fill(
        """
{customer}様

{company}の{surname}です。
先ほどのファイルのパスワードは次のとおりです。

パスワード：{password}
""",
        **greeting,
        password=spell_secret(password),
    )
    return (
        _write_to(sender, customer, "名簿の送付", first, 3, (archive,)),
        _write_to(sender, customer, "【パスワード】名簿の送付", second, 4, ()),
    )


def make_old_mails(cast: Cast, dice: Dice) -> tuple[Message, ...]:
    """What a mail client keeps in one folder: several short messages of customers."""
    desk = dice.pick(cast.staff)
    return tuple(
        Message(
            "お届け先の変更",
            Mailbox(spell_romaji(customer), spell_mail(customer)),
            (_at_work(desk),),
            fill(
                """
{surname}様

{name}です。お届けの際はこちらへご連絡ください。
電話番号 {phone}
""",
                surname=spell_surname(desk),
                name=spell_name(customer),
                phone=spell_phone(customer.mobile, customer),
            ),
            number=number,
        )
        for number, customer in enumerate(dice.sample(cast.customers, 5), 11)
    )


def _write_to(
    sender: Person, customer: Person, subject: str, text: tuple[Line | Table, ...], number: int, files: tuple[File, ...]
) -> Message:
    to = (Mailbox(spell_name(customer), spell_mail(customer)),)
    return Message(subject, _at_work(sender), to, text, files=files, number=number)


def _at_work(person: Person) -> Mailbox:
    return Mailbox(spell_romaji(person), spell_mail(person, HOME.domain))
