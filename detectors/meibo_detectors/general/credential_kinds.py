"""What kinds of passwords and keys are told apart, and the words that name them."""

from __future__ import annotations

from typing import Final

from meibo_detectors.model import Kind

PASSWORD_WORDS: Final = (
    "パスワード", "パスコード", "パスフレーズ", "初期パスワード", "仮パスワード", "ログインパスワード", "開封パスワード", "解凍パスワード", "管理者パスワード", "pw",
    "password", "passwd", "passphrase", "passcode", "pwd", "pass", "login password", "user password", "db password",
    "initial password", "temporary password", "root password", "root pass", "root pw", "admin password", "admin pass", "admin pw", "user pw",
    "管理者pw", "管理者pass", "管理者パス", "ログインpw", "ログインpass", "初期pw", "rootパスワード", "接続パスワード", "wi-fiパスワード", "wifiパスワード",
    "wifi password", "wpa2キー", "wpaキー", "wepキー", "セキュリティキー", "wpa passphrase", "requirepass", "ssh pass", "become pass",
)  # fmt: skip
DOUBLE_WORDS: Final = (
    "id/pw", "id/pass", "id/password", "id/パスワード", "ユーザー/パスワード", "ユーザ/パスワード", "ログインid/パスワード", "id・pw", "id・パスワード", "user/pass",
    "user/password", "user/pw", "アカウント/パスワード",
)  # fmt: skip
"""Names of fields that hold a login and its password with a slash between."""
PIN_WORDS: Final = (
    "暗証番号",
    "暗証",
    "暗証コード",
    "ピンコード",
    "pin",
    "pinコード",
    "pin番号",
    "pin code",
    "pin no",
    "pin number",
    "ansho bango",
)
HASH_WORDS: Final = (
    "パスワードハッシュ", "password hash", "passwd hash", "hashed password", "encrypted password", "password digest", "pw hash",
)  # fmt: skip
AWS_WORDS: Final = ("aws secret access key", "secret access key", "aws secret key", "aws session token")
AZURE_WORDS: Final = ("storage account key", "shared access key", "shared access signature", "sas token")
STRING_WORDS: Final = ("connection string", "接続文字列")
SECRET_WORDS: Final = (
    "シークレット", "シークレットキー", "クライアントシークレット", "apiキー", "api key", "apikey", "api secret", "api token", "アクセストークン", "アクセスキー",
    "認証トークン", "認証キー", "秘密鍵", "秘密キー", "共有鍵", "共有シークレット", "事前共有キー", "secret", "secret key", "shared secret", "client secret",
    "app secret", "consumer secret", "token secret", "webhook secret", "jwt secret", "session secret", "access token",
    "auth token", "authentication token", "bearer token", "refresh token", "id token", "bot token", "channel access token",
    "channel secret", "deploy token", "personal access token", "signing key", "signing secret", "encryption key",
    "暗号化キー", "事前共有鍵", "secret key base",
    "master key", "license secret", "private token", "access key", "auth key", "psk", "pre shared key", "token",
)  # fmt: skip
"""They name much else too: the value must look drawn at random."""

KINDS: Final = (
    Kind("password", "パスワード", "Password", (*PASSWORD_WORDS, *DOUBLE_WORDS)),
    Kind("pin", "暗証番号", "PIN", PIN_WORDS),
    Kind("private-key", "秘密鍵", "Private key"),
    Kind("aws-key", "AWS のアクセスキー", "AWS access key", AWS_WORDS),
    Kind("gcp-key", "Google Cloud のキー", "Google Cloud key"),
    Kind("azure-key", "Azure のキー", "Azure key", AZURE_WORDS),
    Kind("github-token", "GitHub のトークン", "GitHub token"),
    Kind("gitlab-token", "GitLab のトークン", "GitLab token"),
    Kind("slack-token", "Slack のトークン", "Slack token or webhook"),
    Kind("stripe-key", "Stripe のキー", "Stripe key"),
    Kind("sendgrid-key", "SendGrid のキー", "SendGrid key"),
    Kind("openai-key", "OpenAI のキー", "OpenAI key"),
    Kind("anthropic-key", "Anthropic のキー", "Anthropic key"),
    Kind("huggingface-token", "Hugging Face のトークン", "Hugging Face token"),
    Kind("npm-token", "npm のトークン", "npm token"),
    Kind("pypi-token", "PyPI のトークン", "PyPI token"),
    Kind("jwt", "JSON Web Token", "JSON Web Token"),
    Kind("password-hash", "パスワードのハッシュ", "Password hash", HASH_WORDS),
    Kind("url-password", "URL 中のパスワード", "Password in a URL"),
    Kind("connection-string", "接続文字列", "Connection string", STRING_WORDS),
    Kind("secret", "その他の秘密の値", "Other secret", SECRET_WORDS),
)
NUMBER_OF: Final = {kind.id: number for number, kind in enumerate(KINDS, 1)}
"""The number of each kind, as candidates carry it."""
