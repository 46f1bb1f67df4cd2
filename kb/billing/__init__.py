"""The billing service stub: plans, periods, credit, receipts; startable alone, imports nothing else of kb."""
