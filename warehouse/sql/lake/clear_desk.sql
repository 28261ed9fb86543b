-- Nothing of it is needed any longer.
detach desk;
