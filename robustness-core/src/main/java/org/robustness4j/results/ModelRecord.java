package org.robustness4j.results;

/**
 * The model of an evaluation.
 *
 * @param name for people
 * @param type its class
 * @param sha256 the hash of structure and weights; empty when not known
 * @param parameters the number of its parameters; 0 when not known
 * @param backend what computed it: library and device of its own output, and of the logits that attacks followed
 */
public record ModelRecord(String name, String type, String sha256, long parameters, String backend) {}
