"""Accounts and things of their own for the tests of the contract."""

import uuid

import pytest
import requests
from client import Api
from expected import PASSWORD
from mails import Mails


@pytest.fixture(scope="session")
def mails(running) -> Mails:
    return Mails(running.instance.url("mail"))


@pytest.fixture(scope="session")
def raw(demo):
    """`raw("POST", path, ...)`: a request as nobody, made of what `requests` takes."""

    def send(method: str, path: str, **kwargs) -> requests.Response:
        return requests.request(method, demo["api"] + path, timeout=30, **kwargs)

    return send


@pytest.fixture
def account(admin, demo):
    """`account("vendeur")` is the API as a new account of this role; it is deleted afterwards."""
    made: list[Api] = []

    def of_role(role: str = "lecteur") -> Api:
        email = f"{uuid.uuid4().hex[:12]}@contrat.gestion.example"
        body = {"email": email, "password": PASSWORD, "role": role, "nom": "Contrat"}
        user = admin.post("/api/auth/users/", body)
        api = Api(demo["api"], {"email": email, "password": PASSWORD})
        api.login()
        api.user, api.email = user, email
        made.append(api)
        return api

    yield of_role
    for api in made:
        admin("DELETE", f"/api/auth/users/{api.user['id']}/")
