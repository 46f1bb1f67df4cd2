"""Operations: what a customer can do, one record each."""
