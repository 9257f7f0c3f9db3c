package org.robustness4j.junit.engine;

import java.util.Optional;
import org.junit.platform.engine.EngineDiscoveryRequest;
import org.junit.platform.engine.ExecutionRequest;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.hierarchical.HierarchicalTestEngine;
import org.robustness4j.junit.Constants;
import org.robustness4j.junit.engine.discovery.RobustnessDiscovery;
import org.robustness4j.junit.engine.discovery.SaidIssues;
import org.robustness4j.junit.engine.execution.NotBegun;
import org.robustness4j.junit.engine.execution.RobustnessEngineDescriptor;
import org.robustness4j.junit.engine.execution.RobustnessExecutionContext;

/** Discovers and runs {@link org.robustness4j.junit.RobustnessTest}s, one after the other. */
public final class RobustnessTestEngine extends HierarchicalTestEngine<RobustnessExecutionContext> {

    private final SaidIssues said = new SaidIssues();

    @Override
    public String getId() {
        return Constants.ENGINE_ID;
    }

    @Override
    public Optional<String> getGroupId() {
        return Optional.of("org.robustness4j");
    }

    @Override
    public Optional<String> getArtifactId() {
        return Optional.of("robustness-junit-engine");
    }

    @Override
    public TestDescriptor discover(EngineDiscoveryRequest request, UniqueId uniqueId) {
        RobustnessEngineDescriptor engine = new RobustnessEngineDescriptor(uniqueId);
        new RobustnessDiscovery(said).resolve(request, engine);
        return engine;
    }

    @Override
    protected RobustnessExecutionContext createExecutionContext(ExecutionRequest request) {
        return new NotBegun(request);
    }
}
