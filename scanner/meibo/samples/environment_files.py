"""Settings in the environment of a program: one file with secrets, and its template without."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meibo.samples.page import Decoy, Page
from meibo.samples.papers import draw_password
from meibo.samples.spelling_papers import spell_secret

if TYPE_CHECKING:
    from meibo.samples.draw import Dice
    from meibo.samples.people import Cast

_LETTERS = "abcdefghkmnpqrstuvwxyzABCDEFGHKLMNPQRSTUVWXYZ"


def write_environment(page: Page, _cast: Cast, dice: Dice) -> None:
    """Passwords of a database and of a mail account, and the key that signs sessions."""
    database = spell_secret(draw_password(dice).replace("#", "-"))
    page.fill(
        """
# 本番環境（持ち出し禁止）
APP_ENV=production
APP_VERSION={version}
DB_HOST={host}
DB_USER=order_app
DB_PASSWORD={password}
DATABASE_URL=postgres://order_app:{again}@db1:5432/orders
SMTP_USER=batch_sender
SMTP_PASSWORD={mail}
SESSION_SECRET={secret}
ADMIN_PIN={pin}
LOG_LEVEL=info
""",
        version=Decoy("version", "4.12.0.7"),
        host=Decoy("reserved-ip-address", "10.20.3.41"),
        password=database,
        again=database,
        mail=spell_secret(draw_password(dice)),
        secret=spell_secret(_draw_key(dice, 20)),
        pin=spell_secret(str(dice.between(2001, 9876))),
    )


def write_environment_template(page: Page, _cast: Cast, _dice: Dice) -> None:
    """The same settings before anybody filled them in."""
    page.fill(
        """
# ひな形：値を入れて app.env として保存する
APP_ENV=development
DB_HOST=localhost
DB_USER=order_app
DB_PASSWORD={first}
DATABASE_URL=postgres://order_app:{second}@db1:5432/orders
SMTP_PASSWORD={third}
SESSION_SECRET={fourth}
""",
        first=Decoy("placeholder", "changeme"),
        second=Decoy("placeholder", "${DB_PASSWORD}"),
        third=Decoy("placeholder", "<your-password>"),
        fourth=Decoy("placeholder", "xxxxxxxx"),
    )


def write_connections(page: Page, _cast: Cast, dice: Dice) -> None:
    """Connections of a reporting tool, with passwords inside their strings."""
    page.fill(
        """
[sales]
connection = Server=db2;Database=sales;User Id=report;Password={first};Encrypt=yes
timeout = 30

[stock]
url = mysql://stock_reader:{second}@db3/stock
pool = 4

[archive]
user = archive
password = {third}
""",
        first=spell_secret(draw_password(dice)),
        second=spell_secret(draw_password(dice).replace("#", "-")),
        third=spell_secret(draw_password(dice)),
    )


def _draw_key(dice: Dice, length: int) -> str:
    return "".join(dice.pick(_LETTERS) if at % 3 else str(dice.between(2, 9)) for at in range(length))
