FROM python:3.11-slim

ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 HOME=/home/dashboard
# Fonts of pictures and briefs: nearly every script, and Arabic with Latin. Chinese, Japanese and Korean names need fonts-noto-cjk (90 MB more).
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends fonts-noto-core fonts-dejavu-core && rm -rf /var/lib/apt/lists/*
RUN useradd --create-home --uid 10001 dashboard
WORKDIR /app

COPY requirements.txt .
RUN python -m pip install --no-cache-dir --require-hashes -r requirements.txt

COPY . .
# The warehouse is built into the image from the committed figures: no network, nothing to write at run time.
RUN python -m etl build && python -m etl export data/export && rm -f data/warehouse.duckdb.lock

USER dashboard
EXPOSE 8501
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
  CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8501/health', timeout=4)"]
CMD ["python", "-m", "streamlit", "run", "dashboard/app.py", "--server.port=8501", "--server.address=0.0.0.0"]
