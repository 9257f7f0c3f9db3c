package it;


/** A test source is all it takes; the build ends before it is compiled. */
class AnyTest {}
