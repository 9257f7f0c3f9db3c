package org.robustness4j.junit.engine;

import org.junit.platform.engine.EngineDiscoveryRequest;
import org.junit.platform.engine.support.discovery.EngineDiscoveryRequestResolver;

/** Finds the tests that a request selects. */
record RobustnessDiscovery() {

    private static final EngineDiscoveryRequestResolver<RobustnessEngineDescriptor> RESOLVER =
            EngineDiscoveryRequestResolver.<RobustnessEngineDescriptor>builder()
                    .addClassContainerSelectorResolver(TestClasses::isTestClass)
                    .addSelectorResolver(context ->
                            new ClassSelectorResolver(context.getClassNameFilter(), context.getIssueReporter()))
                    .addSelectorResolver(context -> new MethodSelectorResolver(context.getIssueReporter()))
                    .build();

    void resolve(EngineDiscoveryRequest request, RobustnessEngineDescriptor engine) {
        RESOLVER.resolve(request, engine);
    }
}
