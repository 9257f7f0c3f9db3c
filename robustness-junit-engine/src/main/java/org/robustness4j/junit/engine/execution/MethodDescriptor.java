package org.robustness4j.junit.engine.execution;

import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId;
import org.robustness4j.internal.results.record.TestId;
import org.robustness4j.junit.engine.declaration.TestClass;
import org.robustness4j.junit.engine.declaration.TestSpecification;
import org.robustness4j.threat.internal.EpsilonName;

/** A test method with several variants. */
public final class MethodDescriptor extends MethodBasedDescriptor {

    private final Map<UniqueId, TestSpecification> variants = new LinkedHashMap<>();

    public MethodDescriptor(
            UniqueId parent, TestClass testClass, Method method, List<TestSpecification> specifications) {
        super(parent, testClass, method);
        specifications.forEach(variant -> variants.put(
                getUniqueId().append(RobustnessTestDescriptor.VARIANT_SEGMENT_TYPE, variant.variant()), variant));
    }

    public List<UniqueId> variantIds() {
        return List.copyOf(variants.keySet());
    }

    /** The variant of a name, of this build or an earlier one. */
    public Optional<TestDescriptor> variant(String name) {
        UniqueId id = getUniqueId().append(RobustnessTestDescriptor.VARIANT_SEGMENT_TYPE, EpsilonName.canonical(name));
        return Optional.ofNullable(variants.get(id))
                .map(variant -> RobustnessTestDescriptor.ofVariant(getUniqueId(), variant));
    }

    /** None: the variants have results. */
    @Override
    Optional<TestId> testId() {
        return Optional.empty();
    }
}
