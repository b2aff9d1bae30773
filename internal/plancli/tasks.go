package plancli

func (b *bench) tasks() error { return nil }
