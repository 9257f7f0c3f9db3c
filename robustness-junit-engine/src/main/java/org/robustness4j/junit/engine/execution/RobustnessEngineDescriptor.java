package org.robustness4j.junit.engine.execution;

import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.EngineDescriptor;
import org.junit.platform.engine.support.hierarchical.Node;

/** The root of the engine's tests; when the last has run, the result file is complete. */
public final class RobustnessEngineDescriptor extends EngineDescriptor implements Node<RobustnessExecutionContext> {

    public RobustnessEngineDescriptor(UniqueId uniqueId) {
        super(uniqueId, "Robustness4J");
    }

    /**
     * In brackets: below such a node Surefire takes the reporting names of tests for their names. Else it takes those
     * of their methods, so that the variants of a method are one test in its reports, and a variant that failed is one
     * that passed when the others are run again.
     */
    @Override
    public String getLegacyReportingName() {
        return "[" + getDisplayName() + "]";
    }

    @Override
    public RobustnessExecutionContext prepare(RobustnessExecutionContext context) {
        return context.begun();
    }

    @Override
    public void after(RobustnessExecutionContext context) {
        context.complete();
    }
}
