package org.robustness4j.junit.engine.execution;

import java.lang.reflect.Member;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.robustness4j.junit.engine.declaration.TestClass;

/** The one object of a test class that its tests and providers are called on; made when the first of them needs it. */
final class TestObject {

    private final TestClass testClass;

    /** Of the class itself, then of each class around it, the nearest first. */
    private final List<TestObject> levels;

    private @Nullable Object instance;

    private TestObject(TestClass testClass, List<TestObject> around) {
        this.testClass = testClass;
        this.levels = Stream.concat(Stream.of(this), around.stream()).toList();
    }

    static TestObject of(TestClass outermost) {
        return new TestObject(outermost, List.of());
    }

    /** That of a class inside this one. */
    TestObject inside(TestClass nested) {
        return new TestObject(nested, levels);
    }

    /** The object to call a member on: none for a static one, else that of the nearest class that has it. */
    @Nullable
    Object instanceFor(Member member) {
        if (Modifier.isStatic(member.getModifiers())) {
            return null;
        }
        return levels.stream()
                .filter(level -> member.getDeclaringClass().isAssignableFrom(level.testClass.type()))
                .findFirst()
                .orElseGet(() -> levels.get(levels.size() - 1))
                .instance();
    }

    private Object instance() {
        if (instance == null) {
            instance = testClass.newInstance(this::outerInstance);
        }
        return instance;
    }

    private Object outerInstance() {
        if (levels.size() == 1) {
            throw new IllegalStateException(testClass.name() + " is an inner class of a class without a fixture");
        }
        return levels.get(1).instance();
    }
}
