package org.robustness4j.junit.engine;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.concurrent.TimeUnit;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.robustness4j.junit.engine.testcases.EndlessTestCase;

/** A launcher of JUnit 6 that cancels its execution; by reflection, because JUnit 5 has no such thing. */
final class CancellingLauncher {

    private CancellingLauncher() {}

    /**
     * Executes and cancels.
     *
     * @param args the milliseconds after which to cancel
     */
    public static void main(String[] args) throws Exception {
        LauncherDiscoveryRequest discovery = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(EndlessTestCase.class))
                .build();
        Class<?> tokenType = Class.forName("org.junit.platform.engine.CancellationToken");
        Object token = tokenType.getMethod("create").invoke(null);
        Class<?> builderType = Class.forName("org.junit.platform.launcher.core.LauncherExecutionRequestBuilder");
        Object builder =
                builderType.getMethod("request", LauncherDiscoveryRequest.class).invoke(null, discovery);
        builderType.getMethod("cancellationToken", tokenType).invoke(builder, token);
        builderType.getMethod("listeners", TestExecutionListener[].class).invoke(builder, (Object)
                new TestExecutionListener[0]);
        Object request = builderType.getMethod("build").invoke(builder);
        Thread canceller = new Thread(() -> {
            try {
                TimeUnit.MILLISECONDS.sleep(Long.parseLong(args[0]));
                tokenType.getMethod("cancel").invoke(token);
            } catch (ReflectiveOperationException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        canceller.start();
        Class<?> requestType = Class.forName("org.junit.platform.launcher.LauncherExecutionRequest");
        Launcher.class.getMethod("execute", requestType).invoke(LauncherFactory.create(), request);
    }
}
