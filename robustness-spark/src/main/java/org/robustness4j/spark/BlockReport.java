package org.robustness4j.spark;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;
import org.robustness4j.data.Samples;
import org.robustness4j.evaluation.EvaluatedPart;

/**
 * What became of some blocks.
 *
 * @param range which
 * @param part what the attack made of them
 * @param hashes the hash of each sample, where the driver does not have the samples
 * @param brokenSamples the clean samples of the broken ones, where the driver does not have them
 * @param nanos how long it took, without preparing the model
 * @param host where
 */
@SuppressWarnings("ArrayRecordComponent") // a value that nobody compares
record BlockReport(
        BlockRange range,
        EvaluatedPart part,
        byte[] hashes,
        @Nullable Samples brokenSamples,
        long nanos,
        String host) implements Serializable {}
