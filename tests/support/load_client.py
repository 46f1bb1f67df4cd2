"""A client process of the load test: changes plans with shared idempotency keys. Standard library only.

Arguments: host:port, then a JSON list of [token, [[key, plan], ...]], one thread per token. Prints a JSON
list of [key, status, sha256 of the body].
"""

import hashlib
import http.client
import json
import sys
import threading

answers: list[tuple[str, int, str]] = []


def customer(address: str, token: str, changes: list[list[str]]) -> None:
    """Send the changes one after the other over one connection."""
    connection = http.client.HTTPConnection(address, timeout=60)
    for key, plan in changes:
        headers = {
            "Authorization": f"Bearer {token}",
            "Content-Type": "application/json",
            "Idempotency-Key": key,
        }
        connection.request("POST", "/v1/me/plan", json.dumps({"plan": plan}), headers)
        response = connection.getresponse()
        answers.append((key, response.status, hashlib.sha256(response.read()).hexdigest()))
    connection.close()


if __name__ == "__main__":
    threads = [
        threading.Thread(target=customer, args=(sys.argv[1], token, changes))
        for token, changes in json.loads(sys.argv[2])
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(json.dumps(answers))
