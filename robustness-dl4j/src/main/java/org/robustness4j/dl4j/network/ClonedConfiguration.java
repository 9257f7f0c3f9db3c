package org.robustness4j.dl4j.network;

import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;

/** Copies of the configurations of graphs. DL4J's clone of a MergeVertex merges along axis 1, whatever axis it had. */
public final class ClonedConfiguration {

    private ClonedConfiguration() {}

    /** A copy that computes the same. */
    public static ComputationGraphConfiguration of(ComputationGraphConfiguration original) {
        ComputationGraphConfiguration copy = original.clone();
        for (Map.Entry<String, GraphVertex> entry : original.getVertices().entrySet()) {
            if (entry.getValue() instanceof MergeVertex merge
                    && copy.getVertices().get(entry.getKey()) instanceof MergeVertex copied) {
                copied.setMergeAxis(merge.getMergeAxis());
            }
        }
        return copy;
    }
}
