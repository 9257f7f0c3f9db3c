package org.robustness4j.junit.engine;

import java.util.Optional;
import org.junit.platform.engine.EngineDiscoveryRequest;
import org.junit.platform.engine.ExecutionRequest;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.hierarchical.HierarchicalTestEngine;
import org.robustness4j.junit.Constants;
import org.robustness4j.junit.engine.configuration.UnknownParameters;
import org.robustness4j.junit.engine.discovery.RobustnessDiscovery;
import org.robustness4j.junit.engine.execution.RobustnessEngineDescriptor;
import org.robustness4j.junit.engine.execution.RobustnessExecutionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Discovers and runs {@link org.robustness4j.junit.RobustnessTest}s, one after the other. */
public final class RobustnessTestEngine extends HierarchicalTestEngine<RobustnessExecutionContext> {

    private static final Logger LOGGER = LoggerFactory.getLogger(RobustnessTestEngine.class);

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
        new RobustnessDiscovery().resolve(request, engine);
        return engine;
    }

    @Override
    protected RobustnessExecutionContext createExecutionContext(ExecutionRequest request) {
        UnknownParameters.among(request.getConfigurationParameters()).log(LOGGER);
        return RobustnessExecutionContext.begin(request);
    }
}
