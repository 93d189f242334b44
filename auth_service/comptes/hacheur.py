from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2(Argon2PasswordHasher):
    """Argon2id with OWASP's figures (19 MiB, 2 passes, 1 lane).

    Django's own (100 MiB, 8 lanes) would let some twenty simultaneous logins fill the memory of a small
    machine. Changing a figure is enough: a hash is renewed at its owner's next login.
    """

    time_cost = 2
    memory_cost = 19_456
    parallelism = 1
