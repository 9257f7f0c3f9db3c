package org.robustness4j.junit.engine.execution;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.robustness4j.junit.engine.declaration.TestClass;

/** The fixtures of several test classes where no launcher opens and closes them; a class shares that of the class around it. */
final class ClassFixtures {

    private final Map<TestClass, ClassFixture> fixtures = new LinkedHashMap<>();

    ClassFixture of(TestClass testClass) {
        ClassFixture known = fixtures.get(testClass);
        if (known != null) {
            return known;
        }
        ClassFixture enclosing = testClass.enclosing().map(this::of).orElse(null);
        ClassFixture fixture = new ClassFixture(testClass, enclosing);
        fixtures.put(testClass, fixture);
        return fixture;
    }

    /** Closes them, inner ones first, all of them, and throws the first failure afterwards. */
    void close() throws Exception {
        List<ClassFixture> open = new ArrayList<>(fixtures.values());
        Collections.reverse(open);
        fixtures.clear();
        Exception failure = null;
        for (ClassFixture fixture : open) {
            try {
                fixture.close();
            } catch (Exception e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
