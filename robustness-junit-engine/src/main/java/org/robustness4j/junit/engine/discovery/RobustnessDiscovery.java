package org.robustness4j.junit.engine.discovery;

import org.junit.platform.engine.EngineDiscoveryRequest;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.support.discovery.DiscoveryIssueReporter;
import org.junit.platform.engine.support.discovery.EngineDiscoveryRequestResolver;
import org.junit.platform.engine.support.discovery.EngineDiscoveryRequestResolver.InitializationContext;
import org.robustness4j.junit.engine.configuration.UnknownParameters;
import org.robustness4j.junit.engine.declaration.TestClass;
import org.robustness4j.junit.engine.execution.ClassDescriptor;
import org.robustness4j.junit.engine.execution.RobustnessEngineDescriptor;

/** Finds the tests that a request selects, and says what it passes over. */
public final class RobustnessDiscovery {

    private final UnheardTests unheard = new UnheardTests();
    private final SaidIssues said;

    /** One of those of an engine. */
    public RobustnessDiscovery(SaidIssues said) {
        this.said = said;
    }

    public void resolve(EngineDiscoveryRequest request, RobustnessEngineDescriptor engine) {
        EngineDiscoveryRequestResolver.<RobustnessEngineDescriptor>builder()
                .addClassContainerSelectorResolver(RobustnessDiscovery::isWorthALook)
                .addSelectorResolver(context -> new ClassSelectorResolver(context.getClassNameFilter(), unheard))
                .addSelectorResolver(context -> new MethodSelectorResolver(first(context), unheard))
                .addTestDescriptorVisitor(
                        context -> descriptor -> report(descriptor, context.getDiscoveryRequest(), first(context)))
                .build()
                .resolve(request, engine);
    }

    private DiscoveryIssueReporter first(InitializationContext<?> context) {
        return said.firstTo(
                context.getIssueReporter(), context.getDiscoveryRequest().getConfigurationParameters());
    }

    private static boolean isWorthALook(Class<?> type) {
        try {
            return TestClass.of(type).holdsTests() || UnheardTests.mayBeIn(type);
        } catch (LinkageError e) {
            return true; // said when it is looked at
        }
    }

    private void report(TestDescriptor descriptor, EngineDiscoveryRequest request, DiscoveryIssueReporter issues) {
        if (descriptor instanceof RobustnessEngineDescriptor engine) {
            unheard.report(engine, issues);
            if (!engine.getChildren().isEmpty()) {
                UnknownParameters.among(request.getConfigurationParameters()).report(issues);
            }
        } else if (descriptor instanceof ClassDescriptor testClass) {
            new UnsupportedAnnotations(testClass.testClass().type()).report(issues);
        }
    }
}
