"""The index on a cluster of other machines: OpenSearch keeps bags and documents, all else stays as it is.

Each publication is an index of its own (a generation) with what the engine must know of it inside; an alias
names the one in use. A generation never changes once the alias has named it.
"""

from search.opensearch.cluster import Cluster
from search.opensearch.connection import Access, connect
from search.opensearch.naming import languages
from search.opensearch.publishing import Loaded, load

__all__ = ["Access", "Cluster", "Loaded", "connect", "languages", "load"]
