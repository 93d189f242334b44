# One file for every image of the system. Targets:
#   service  one Django service, chosen by ARG SERVICE (its web process, its worker and its migrations)
#   ui       the static UI
#   setup    makes secrets, databases, the central configuration and the demo data

# npm runs in its own image: Node.js needs libraries that the others lack
FROM node:24-slim AS modules
WORKDIR /modules
COPY ui/package.json ui/package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund

FROM python:3.11-slim AS base
ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 MALLOC_ARENA_MAX=2
WORKDIR /app
COPY requirements/base.txt requirements/
RUN pip install --require-hashes -r requirements/base.txt
# The named volumes of docker-compose.yml start as copies of these folders, so they belong to this user.
RUN useradd --uid 10001 --create-home app && install -d -o app -g app -m 0700 /state /state/services \
    /state/secrets /state/secrets/jwt /state/secrets/public_keys /state/secrets/auth_service \
    /state/secrets/pieces_service /state/secrets/stock_service /state/secrets/notification_service \
    /state/secrets/commandes_service /state/secrets/log_service /state/database_password /state/traefik \
    /state/mails /state/images /state/demo
USER app

FROM base AS setup
COPY consul/ consul/
COPY traefik/traefik.yml traefik/
COPY ops/ ops/
CMD ["python", "-m", "ops.containers"]

FROM base AS vendor
USER root
COPY ui/ ui/
RUN --mount=from=modules,source=/modules/node_modules,target=/modules python ui/vendor.py --modules /modules

FROM base AS ui
COPY --from=vendor /app/ui /app/ui
WORKDIR /app/ui
EXPOSE 5500
CMD ["gunicorn", "--no-control-socket", "--bind=0.0.0.0:5500", "--worker-class=gthread", "--threads=8", "server:app"]

FROM base AS service
USER root
COPY chassis/ chassis/
RUN pip install --no-deps --no-build-isolation ./chassis
ARG SERVICE
COPY ${SERVICE}/ ${SERVICE}/
RUN python -m compileall -q ${SERVICE}
USER app
WORKDIR /app/${SERVICE}
CMD ["gunicorn", "-c", "python:chassis.gunicorn_conf", "config.wsgi"]
