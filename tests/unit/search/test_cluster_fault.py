"""What is said of a cluster that does not do what it is asked."""

from search.errors import ClusterFault, SearchError


def test_a_fault_names_the_machines_the_kind_and_what_they_said() -> None:
    """Whoever reads it knows where to look; without a detail there are no empty brackets."""
    fault = ClusterFault("http://a:9200", "full", "index read-only")
    assert isinstance(fault, SearchError)
    assert (str(fault), fault.fault in ClusterFault.FAULTS) == ("http://a:9200: full (index read-only)", True)
    assert str(ClusterFault("http://a:9200", "slow")) == "http://a:9200: slow"
