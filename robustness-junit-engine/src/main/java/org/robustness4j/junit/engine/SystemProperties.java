package org.robustness4j.junit.engine;

import java.util.Optional;
import java.util.Set;
import org.junit.platform.engine.ConfigurationParameters;

/** Configuration parameters where no launcher gives them: the system properties. */
record SystemProperties() implements ConfigurationParameters {

    @Override
    public Optional<String> get(String key) {
        return Optional.ofNullable(System.getProperty(key));
    }

    @Override
    public Optional<Boolean> getBoolean(String key) {
        return get(key).map(Boolean::valueOf);
    }

    @Override
    @SuppressWarnings("deprecation") // JUnit asks for it all the same
    public int size() {
        return keySet().size();
    }

    @Override
    public Set<String> keySet() {
        return System.getProperties().stringPropertyNames();
    }
}
