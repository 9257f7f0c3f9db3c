package org.robustness4j.junit.engine.execution;

import java.lang.reflect.AnnotatedElement;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.TestTag;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.engine.support.hierarchical.Node;
import org.robustness4j.junit.engine.declaration.JupiterAnnotations;

/** A node below the engine: a class, or what a method of it became. */
abstract sealed class RobustnessDescriptor extends AbstractTestDescriptor implements Node<RobustnessExecutionContext>
        permits ClassDescriptor, MethodBasedDescriptor {

    private final AnnotatedElement element;

    RobustnessDescriptor(UniqueId uniqueId, String displayName, AnnotatedElement element, TestSource source) {
        super(uniqueId, displayName, source);
        this.element = element;
    }

    @Override
    public Type getType() {
        return Type.CONTAINER;
    }

    /** Its own, and those of what it is in. */
    @Override
    public Set<TestTag> getTags() {
        Set<TestTag> tags = new LinkedHashSet<>(new JupiterAnnotations(element).tags());
        getParent().ifPresent(parent -> tags.addAll(parent.getTags()));
        return tags;
    }
}
