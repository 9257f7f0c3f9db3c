package org.robustness4j.junit.engine.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectNestedMethod;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectUniqueId;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.DiscoveryIssue;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.robustness4j.junit.Constants;
import org.robustness4j.junit.engine.testcases.ExampleTestCase;
import org.robustness4j.junit.engine.testcases.MissingClassTestCase;
import org.robustness4j.junit.engine.testcases.StaticMembersHeirTestCase;
import org.robustness4j.junit.engine.testcases.StaticMembersOfAnInterface;
import org.robustness4j.junit.engine.testcases.StaticMembersTestCase;

class UnheardTestsTests {

    private static final String NIGHT = StaticMembersTestCase.class.getName() + "$Night";
    private static final String DAY = StaticMembersOfAnInterface.class.getName() + "$Day";
    private static final String MISSING = MissingClassTestCase.class.getName();

    @Test
    void staticClassesOfSuperclassesAndInterfacesAreSaid() {
        assertThat(warnings(selectClass(StaticMembersHeirTestCase.class)))
                .satisfiesExactlyInAnyOrder(
                        warning -> assertThat(warning)
                                .isEqualTo(NIGHT + " has robustness tests, but is static, so that "
                                        + StaticMembersHeirTestCase.class.getName()
                                        + " does not inherit it, and nothing selects it: they do not run; select "
                                        + StaticMembersTestCase.class.getName()
                                        + ", or move it into a class that is selected"),
                        warning -> assertThat(warning).startsWith(DAY + " has robustness tests, but is static"));
    }

    @Test
    void whatIsSelectedElsewhereIsNotSaid() {
        assertThat(warnings(selectClass(StaticMembersHeirTestCase.class), selectClass(StaticMembersTestCase.class)))
                .singleElement()
                .asString()
                .startsWith(DAY);
        assertThat(warnings(
                        selectClass(StaticMembersHeirTestCase.class),
                        selectClass(StaticMembersTestCase.Night.class),
                        selectClass(StaticMembersOfAnInterface.Day.class)))
                .isEmpty();
        assertThat(warnings(selectPackage(StaticMembersTestCase.class.getPackageName())))
                .noneMatch(warning -> warning.contains("is static"));
    }

    @Test
    void aClassThatNeedsWhatIsNotThereIsSaidAndTheOthersAreFound() {
        Thread thread = Thread.currentThread();
        ClassLoader usual = thread.getContextClassLoader();
        thread.setContextClassLoader(new Without(usual));
        try {
            String id = "[engine:robustness]/[class:" + MISSING + "]";
            for (DiscoverySelector selector : List.of(
                    selectClass(MISSING),
                    selectMethod(MISSING, "isThere"),
                    selectUniqueId(id),
                    selectUniqueId(id + "/[method:isThere()]"),
                    selectUniqueId(id + "/[method:isThere()]/[variant:epsilon=0.01]"))) {
                assertSaid(MISSING, selector);
            }
            assertSaid(MISSING + "$Inside", selectMethod(MISSING + "$Inside", "isInside"));
            assertSaid(MISSING + "$Inside", selectNestedMethod(List.of(MISSING), MISSING + "$Inside", "isInside"));
            assertSaid(MISSING + "$Inside", selectUniqueId(id + "/[nested-class:Inside]/[method:isInside()]"));
        } finally {
            thread.setContextClassLoader(usual);
        }
    }

    private static void assertSaid(String className, DiscoverySelector selector) {
        assertThat(warnings(selector, selectClass(ExampleTestCase.class)))
                .as(selector.toString())
                .anySatisfy(warning -> assertThat(warning)
                        .startsWith(className + " cannot be searched for robustness tests: ")
                        .contains("NoClassDefFoundError", "MissingClassTestCase$Missing"));
        assertThat(EngineTestKit.engine(Constants.ENGINE_ID)
                        .selectors(selector, selectClass(ExampleTestCase.class))
                        .discover()
                        .getEngineDescriptor()
                        .getDescendants())
                .anyMatch(TestDescriptor::isTest);
    }

    private static List<String> warnings(DiscoverySelector... selectors) {
        return EngineTestKit.engine(Constants.ENGINE_ID).selectors(selectors).discover().getDiscoveryIssues().stream()
                .filter(issue -> issue.severity() == DiscoveryIssue.Severity.WARNING)
                .map(DiscoveryIssue::message)
                .toList();
    }

    /** Has the classes of its parent, but for {@link MissingClassTestCase.Missing}. */
    private static final class Without extends ClassLoader {

        Without(@Nullable ClassLoader parent) {
            super(parent);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.equals(MISSING + "$Missing")) {
                throw new ClassNotFoundException(name);
            }
            if (!name.startsWith(MISSING)) {
                return super.loadClass(name, resolve);
            }
            Class<?> known = findLoadedClass(name);
            if (known != null) {
                return known;
            }
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
