package org.robustness4j.model;

/**
 * What tells one model from another in a result.
 *
 * @param type the class of the model, or the kind of file
 * @param sha256 the hash of its structure and weights, in hexadecimal; empty when it is not known
 * @param parameters the number of its parameters; 0 when it is not known
 * @param backend the library and device that compute it
 */
public record ModelIdentity(String type, String sha256, long parameters, String backend) {}
