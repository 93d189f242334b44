"""Tokens that no service may take, made with the very keys of the instance under test where that is worse."""

import base64
import json
import time
import uuid
from pathlib import Path

import jwt
from cryptography.hazmat.primitives import serialization as pem
from cryptography.hazmat.primitives.asymmetric import rsa


class Forger:
    """`good` is a real access token: its claims are what a forger would copy."""

    def __init__(self, secrets: Path, good: str, refresh: str):
        self.good, self.refresh = good, refresh
        self.header = jwt.get_unverified_header(good)
        self.claims = jwt.decode(good, options={"verify_signature": False})
        self.signing = load(secrets / "jwt" / f"{self.header['kid']}.pem")
        self.service_key = load(secrets / "stock_service" / "service_key.pem")
        self.own = rsa.generate_private_key(public_exponent=65537, key_size=2048)

    def tokens(self) -> dict[str, str]:
        """What is wrong with it -> the token."""
        now = int(time.time())
        head, body, signature = self.good.split(".")
        public = self.signing.public_key()
        published = public.public_bytes(pem.Encoding.PEM, pem.PublicFormat.SubjectPublicKeyInfo)
        own_jwk = jwt.algorithms.RSAAlgorithm.to_jwk(self.own.public_key(), as_dict=True)
        kid = self.header["kid"]
        return {
            "alg none": f"{_part({'alg': 'none', 'typ': 'JWT', 'kid': kid})}.{body}.",
            "alg none, signature kept": f"{_part({'alg': 'None', 'kid': kid})}.{body}.{signature}",
            "HS256 with the public key": _hs256({"alg": "HS256", "kid": kid}, body, published),
            "expired": self.sign(iat=now - 600, exp=now - 60),
            "without exp": self.sign(exp=None),
            "exp is text": self.sign(exp="never"),
            "not yet valid": self.sign(nbf=now + 600),
            "another aud": self.sign(aud="elsewhere"),
            "aud is a list": self.sign(aud=["gestion", "elsewhere"]),
            "another iss": self.sign(iss="elsewhere"),
            "another key under a new kid": self.sign(key=self.own, kid="mine"),
            "another key under the known kid": self.sign(key=self.own),
            "kid with a path": self.sign(key=self.own, kid="../../../../dev/null"),
            "kid with SQL": self.sign(key=self.own, kid="' OR 1=1 --"),
            "without kid": self.sign(kid=None),
            "jku of one's own": self.sign(key=self.own, jku="http://127.0.0.1:1/jwks.json"),
            "x5u of one's own": self.sign(key=self.own, x5u="http://127.0.0.1:1/cert.pem"),
            "key inside the header": self.sign(key=self.own, jwk=own_jwk),
            "claims changed": f"{head}.{_part({**self.claims, 'permissions': ['roles.gerer']})}.{signature}",
            "a refresh token": self.refresh,
            "of type refresh": self.sign(token_type="refresh"),
            "without type": self.sign(token_type=None),
            "without session": self.sign(sid=None),
            "sub is no id": self.sign(sub="1 OR 1=1"),
            "a service's token": self.service_token(),
            "a service's, signed as a user's": self.sign(iss="svc:stock_service", token_type="service"),
            "truncated": self.good[:-20],
            "without signature": f"{head}.{body}.",
            "two parts": f"{head}.{body}",
            "100 KB": self.sign(filler="x" * 100_000),
            "no JSON": f"{base64.urlsafe_b64encode(b'xx').decode()}.{body}.{signature}",
            "nonsense": "a.b.c",
        }

    def sign(self, *, key=None, **changes) -> str:
        """With the true key and claims but for `changes`; None removes."""
        in_header = {name: changes.pop(name) for name in ("kid", "jku", "x5u", "jwk") if name in changes}
        headers = {"kid": self.header["kid"], **in_header}
        claims = {name: value for name, value in {**self.claims, **changes}.items() if value is not None}
        headers = {name: value for name, value in headers.items() if value is not None}
        parts = f"{_part({'alg': 'RS256', 'typ': 'JWT', **headers})}.{_part(claims)}"
        algorithm = jwt.algorithms.RSAAlgorithm(jwt.algorithms.RSAAlgorithm.SHA256)
        return f"{parts}.{_b64(algorithm.sign(parts.encode(), key or self.signing))}"

    def service_token(self) -> str:
        now = int(time.time())
        claims = {
            "iss": "svc:stock_service",
            "aud": "svc:pieces_service",
            "iat": now,
            "exp": now + 60,
            "jti": str(uuid.uuid4()),
            "token_type": "service",
            "act": {"sub": self.claims["sub"], "email": "", "ip": ""},
        }
        return jwt.encode(claims, self.service_key, algorithm="EdDSA")


def load(path: Path):
    return pem.load_pem_private_key(path.read_bytes(), password=None)


def _hs256(header: dict, body: str, secret: bytes) -> str:
    parts = f"{_part(header)}.{body}"
    algorithm = jwt.algorithms.HMACAlgorithm(jwt.algorithms.HMACAlgorithm.SHA256)
    return f"{parts}.{_b64(algorithm.sign(parts.encode(), secret))}"


def _part(content: dict) -> str:
    return _b64(json.dumps(content).encode())


def _b64(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()
