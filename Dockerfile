# An image with a11ycheck, Chromium and fonts:
#
#     docker build --tag a11ycheck .
#     docker run --rm --volume "$PWD:/site" a11ycheck audit build/html
#
# The user in it is not root. Reports in /site need a folder that user 1000, or --user "$(id -u)", may write.
FROM python:3.12-slim-bookworm AS build
RUN apt-get update \
  && apt-get install -y --no-install-recommends npm \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY pyproject.toml README.md LICENSE constraints.txt ./
COPY tools/hatch_build.py tools/
COPY src src
RUN pip wheel --no-cache-dir --constraint constraints.txt --wheel-dir /wheels ".[sphinx]"

FROM python:3.12-slim-bookworm
RUN apt-get update \
  && apt-get install -y --no-install-recommends \
    chromium chromium-driver chromium-headless-shell fonts-dejavu-core fonts-noto-core fonts-noto-cjk tini \
  && rm -rf /var/lib/apt/lists/*
RUN --mount=from=build,source=/wheels,target=/wheels \
  pip install --no-cache-dir --no-index --find-links /wheels "a11ycheck[sphinx]"
RUN useradd --uid 1000 --create-home auditor
USER auditor
ENV HOME=/home/auditor
WORKDIR /site
# tini ends what a killed browser leaves behind.
ENTRYPOINT ["/usr/bin/tini", "--", "a11ycheck"]
CMD ["--help"]
