package org.robustness4j.junit.engine.program;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.robustness4j.junit.engine.declaration.Resource;
import org.robustness4j.junit.engine.declaration.TestClass;
import org.robustness4j.junit.engine.execution.ClassFixture;

/**
 * The fixtures of several test classes where no launcher opens and closes them; a class shares that of the class around
 * it.
 */
final class ClassFixtures implements Resource {

    private final Map<TestClass, ClassFixture> fixtures = new LinkedHashMap<>();

    ClassFixture of(TestClass testClass) {
        ClassFixture known = fixtures.get(testClass);
        if (known != null) {
            return known;
        }
        ClassFixture fixture = testClass
                .enclosing()
                .map(enclosing -> of(enclosing).inside(testClass))
                .orElseGet(() -> ClassFixture.of(testClass));
        fixtures.put(testClass, fixture);
        return fixture;
    }

    /** Closes them, inner ones first. */
    @Override
    public void close() throws Exception {
        List<ClassFixture> open = new ArrayList<>(fixtures.values());
        Collections.reverse(open);
        fixtures.clear();
        Resource.closeAll(open);
    }
}
