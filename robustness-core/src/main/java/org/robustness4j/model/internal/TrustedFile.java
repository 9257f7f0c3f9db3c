package org.robustness4j.model.internal;

import java.nio.file.Path;

/**
 * A model file whose origin is known. Its library reads it as it is, with the objects in it that Java serialised and
 * the classes that it names: it can do whatever a program can.
 *
 * @param path the file
 * @see org.robustness4j.model.TestedModel#ofTrusted(Path)
 */
public record TrustedFile(Path path) {}
