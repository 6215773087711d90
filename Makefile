# make run    sets up and opens the page on http://127.0.0.1:7860
# make test   sets up and runs all tests; `make quick` leaves out the slow ones
# make lint   ruff and mypy
# make hub    what speaks to the Hub, once more with the newest line of its client
# make demo   the main job without a browser
# README and docs/guide.md have the plain commands beside these.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test quick lint hub demo gallery benchmark clean

run: $(VENV)/app
	$(BIN)/python app.py

# Two at a time, file by file: most tests wait for a child or a browser, and a training gains little from more threads.
# The order is ours (tests/conftest.py), which begins with the longest.
test: $(VENV)/tests
	OMP_NUM_THREADS=1 $(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

quick: $(VENV)/tests
	$(BIN)/python -m pytest -m "not slow and not browser"

lint: $(VENV)/tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

hub: $(VENV)/hub-client
	PYTHONPATH=$(VENV)/hub-client $(BIN)/python -m pytest tests/test_hub_*.py

demo: $(VENV)/app
	$(BIN)/python -m trainer demo

gallery: $(VENV)/app
	$(BIN)/python -m trainer gallery

benchmark: $(VENV)/tests
	$(BIN)/python -m tests.benchmarks.opening
	$(BIN)/python -m tests.benchmarks.training_speed
	$(BIN)/python -m tests.benchmarks.unseen_authors
	$(BIN)/python -m tests.benchmarks.style_gap --home $(VENV)/benchmarks
	$(BIN)/python -m tests.benchmarks.methods --home $(VENV)/benchmarks
	$(BIN)/python -m tests.benchmarks.ablations --home $(VENV)/benchmarks
	$(BIN)/python -m tests.benchmarks.stylometry_calibration

$(VENV)/app: requirements.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet -r requirements.txt
	touch $@

# Beside the environment goes Unsloth's own CPU backend, which one test trains with: it asks for a certifi that
# registries may not have yet.
$(VENV)/tests: $(VENV)/app tests/requirements.txt
	$(BIN)/python -m pip install --quiet -r tests/requirements.txt
	$(BIN)/python -m pip install --quiet --no-deps --upgrade --target $(VENV)/unsloth-cpu unsloth==2026.10.9 unsloth_zoo==2026.10.9
	touch $@

# Beside the environment: Unsloth and Transformers do not take it yet.
$(VENV)/hub-client: $(VENV)/tests
	$(BIN)/python -m pip install --quiet --upgrade --target $@ "huggingface_hub>=2.4,<3"
	touch $@

clean:
	rm -rf $(VENV)
