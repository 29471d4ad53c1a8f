# Production image: one image for web, worker, beat and migrations. See docker-compose.yml.

FROM node:22-slim AS aset
WORKDIR /bangun
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run build

FROM python:3.11-slim AS paket
# "s3" adds what an object store needs: docker compose build --build-arg PUSTAKA=s3
ARG PUSTAKA=production
COPY requirements/${PUSTAKA}.txt /tmp/pustaka.txt
RUN python -m venv /venv \
 && /venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes --no-deps -r /tmp/pustaka.txt

FROM python:3.11-slim
# Pango draws the PDF documents; DejaVu stands in for a letter our own font lacks; poppler draws previews of evidence.
RUN apt-get update \
 && apt-get install -y --no-install-recommends \
      fonts-dejavu-core libharfbuzz-subset0 libpango-1.0-0 libpangoft2-1.0-0 poppler-utils \
 && rm -rf /var/lib/apt/lists/*

# Nothing runs as root, and the program may not change its own files. It writes to /data/berkas (uploads and
# documents, a volume) and to /tmp.
RUN useradd --system --uid 10001 --user-group --home-dir /tmp --no-create-home --shell /usr/sbin/nologin binawidya \
 && install -d -o binawidya -g binawidya -m 0700 /data/berkas

ENV PATH=/venv/bin:$PATH \
    HOME=/tmp \
    PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=binawidya.settings.production \
    BINAWIDYA_VAR=/data
WORKDIR /app
COPY --from=paket /venv /venv
COPY . .
COPY --from=aset /bangun/var/aset var/aset
# The settings of production want their secrets; these are of no use after this line.
RUN env SECRET_KEY="$(python -c 'import secrets; print(secrets.token_urlsafe(60))')" ALLOWED_HOSTS=bangun.invalid \
      DATABASE_URL=postgresql://bangun.invalid/bangun REDIS_URL=redis://bangun.invalid/0 \
      python manage.py collectstatic --noinput --verbosity 0 \
 && python -m compileall -q binawidya indikator kinerja survei

USER binawidya
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD ["python", "alat/sehat.py"]
ENV BINAWIDYA_PROSES=web
CMD ["gunicorn", "binawidya.wsgi", "--bind", "0.0.0.0:8000", "--worker-class", "gthread", "--workers", "2", \
     "--threads", "8", "--no-control-socket", "--worker-tmp-dir", "/dev/shm", "--preload", \
     "--max-requests", "20000", "--max-requests-jitter", "5000"]
