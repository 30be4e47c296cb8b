from desk_runs import Run

from worker.service import Service


def test_the_state_is_told_in_prometheus_format(run: Run, service: Service) -> None:
    text = run("metrics").stdout
    assert 'customhouse_recorded{fate="clear"} 0.0' in text
    assert f'customhouse_stream_entries{{stream="{service.keys.alerts}"}} 0.0' in text
