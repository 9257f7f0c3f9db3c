package org.robustness4j.junit.engine.execution;

import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.EngineDescriptor;
import org.junit.platform.engine.support.hierarchical.Node;

/** The root of the engine's tests; when the last has run, the result file is complete. */
public final class RobustnessEngineDescriptor extends EngineDescriptor implements Node<RobustnessExecutionContext> {

    public RobustnessEngineDescriptor(UniqueId uniqueId) {
        super(uniqueId, "Robustness4J");
    }

    @Override
    public void after(RobustnessExecutionContext context) {
        context.complete();
    }
}
