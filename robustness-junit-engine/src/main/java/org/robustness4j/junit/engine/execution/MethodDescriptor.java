package org.robustness4j.junit.engine.execution;

import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestTag;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.engine.support.hierarchical.Node;
import org.robustness4j.junit.engine.declaration.JupiterAnnotations;
import org.robustness4j.junit.engine.declaration.TestClass;
import org.robustness4j.junit.engine.declaration.TestMethods;
import org.robustness4j.junit.engine.declaration.TestSpecification;

/** A test method with several variants. */
public final class MethodDescriptor extends AbstractTestDescriptor implements Node<RobustnessExecutionContext> {

    public static final String SEGMENT_TYPE = "method";

    private final TestClass testClass;
    private final Method method;
    private final Map<UniqueId, TestSpecification> variants = new LinkedHashMap<>();

    private MethodDescriptor(
            UniqueId uniqueId, TestClass testClass, Method method, List<TestSpecification> specifications) {
        super(
                uniqueId,
                new JupiterAnnotations(method).displayName(method.getName() + "()"),
                MethodSource.from(testClass.type(), method));
        this.testClass = testClass;
        this.method = method;
        specifications.forEach(variant -> variants.put(
                uniqueId.append(RobustnessTestDescriptor.VARIANT_SEGMENT_TYPE, variant.variant()), variant));
    }

    public static MethodDescriptor of(
            UniqueId parent, TestClass testClass, Method method, List<TestSpecification> variants) {
        return new MethodDescriptor(
                parent.append(SEGMENT_TYPE, TestMethods.signature(method)), testClass, method, variants);
    }

    public List<UniqueId> variantIds() {
        return List.copyOf(variants.keySet());
    }

    public Optional<TestDescriptor> variant(String name) {
        UniqueId id = getUniqueId().append(RobustnessTestDescriptor.VARIANT_SEGMENT_TYPE, name);
        return Optional.ofNullable(variants.get(id))
                .map(variant -> RobustnessTestDescriptor.ofVariant(
                        id, testClass, method, variant, variantIds().indexOf(id) + 1));
    }

    @Override
    public Type getType() {
        return Type.CONTAINER;
    }

    @Override
    public String getLegacyReportingName() {
        return method.getName() + "()";
    }

    @Override
    public Set<TestTag> getTags() {
        Set<TestTag> tags = new LinkedHashSet<>(new JupiterAnnotations(method).tags());
        getParent().ifPresent(parent -> tags.addAll(parent.getTags()));
        return tags;
    }
}
