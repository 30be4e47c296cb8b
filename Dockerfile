FROM python:3.12-slim

ENV PYTHONUNBUFFERED=1 \
    PYTHONPATH=/app \
    CUSTOMHOUSE_DATA_DIR=/data \
    NUMBA_CACHE_DIR=/compiled

RUN useradd --system --uid 10001 --user-group --no-create-home --home-dir /data customhouse \
    && install --directory --owner=customhouse --group=customhouse /data /compiled

WORKDIR /app

COPY requirements/runtime.lock requirements/runtime.lock
RUN pip install --no-cache-dir --disable-pip-version-check --root-user-action=ignore \
        --no-deps --require-hashes --only-binary :all: -r requirements/runtime.lock \
    && printf '%s\n' '#!/usr/local/bin/python' 'import sys' 'from desk.app import main' \
        'sys.exit(main())' > /usr/local/bin/customhouse \
    && chmod 0755 /usr/local/bin/customhouse

COPY LICENSE LICENSE
COPY customhouse customhouse
COPY screening screening
COPY lists lists
COPY ledger ledger
COPY worker worker
COPY desk desk
RUN python -m compileall -q customhouse screening lists ledger worker desk

USER customhouse
# Machine code for this kind of processor; on another one the first start compiles it anew.
RUN python -c 'from worker.warming import warm; warm()'
VOLUME /data
