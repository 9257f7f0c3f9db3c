package org.robustness4j.dl4j.file;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * One walk through a network's configuration, before DL4J's mapper makes objects of it: it makes them of whatever
 * classes the JSON names, and of arrays whatever their shapes say.
 */
final class ConfigurationCheck {

    /** DL4J's deepest configurations have about 15. */
    private static final int MOST_LEVELS = 100;

    /** A layer with all that belongs to it takes about 10. */
    private static final int MOST_OBJECTS = 100_000;

    private final ConfigurationClasses classes = new ConfigurationClasses();
    private final Deque<Level> levels = new ArrayDeque<>();
    private int objects;

    /** @throws IllegalArgumentException if something is in it that no network needs */
    void check(JsonParser parser) throws IOException {
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            if (token.isStructStart()) {
                begin(token == JsonToken.START_ARRAY);
            } else if (token.isStructEnd()) {
                end();
            } else if (token == JsonToken.FIELD_NAME) {
                levels.element().key = parser.currentName();
            } else if (!levels.isEmpty()) {
                scalar(token, parser, levels.element());
            }
            if (levels.isEmpty() && objects > 0) {
                requireNothingMore(parser);
            }
        }
    }

    private void begin(boolean isArray) {
        Level around = levels.peek();
        if (around != null) {
            around.values++;
            if (around.isShape()) {
                throw notWhole();
            }
            if (around.isAt("@class") || around.isAt("dataBuffer")) {
                throw new IllegalArgumentException("holds a configuration.json with a structure as '" + around.key
                        + "', which would have DL4J read memory or classes of the file's choice; write the model again with"
                        + " DL4J's ModelSerializer");
            }
        }
        levels.push(new Level(isArray, around == null || around.isArray ? "" : around.key));
        objects++;
        if (levels.size() > MOST_LEVELS || objects > MOST_OBJECTS) {
            throw new IllegalArgumentException(
                    "holds a configuration.json of more than " + MOST_LEVELS + " levels, or of more than "
                            + MOST_OBJECTS + " objects; no network needs them, so do not trust it");
        }
    }

    private void end() {
        Level ended = levels.pop();
        Level around = levels.peek();
        if (around != null && ended.isArray && ended.isIn.equals("shape")) {
            around.shape = ended;
        } else if (around != null && ended.isArray && ended.isIn.equals("data")) {
            around.data = ended;
        }
        if (ended.shape != null && ended.data != null && ended.shape.product != ended.data.values) {
            throw new IllegalArgumentException("holds a configuration.json with an array of " + ended.data.values
                    + " values, whose shape is of " + ended.shape.product
                    + "; it was tampered with: write the model again with DL4J's ModelSerializer");
        }
    }

    private void scalar(JsonToken token, JsonParser parser, Level level) throws IOException {
        if (level.isAt("@class")) {
            classes.require(parser.getText());
        } else if (level.isArray && level.values == 0 && token == JsonToken.VALUE_STRING) {
            // Jackson takes [name, value], too, for an object of the class of that name
            classes.requireNoOther(parser.getText());
        }
        if (level.isShape()) {
            if (token != JsonToken.VALUE_NUMBER_INT || parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
                throw notWhole();
            }
            level.multiply(parser.getLongValue());
        }
        level.values++;
    }

    /** Jackson makes numbers of text and of fractions, too. */
    private static IllegalArgumentException notWhole() {
        return new IllegalArgumentException(
                "holds a configuration.json with a shape that is not made of whole numbers; it"
                        + " was tampered with: write the model again with DL4J's ModelSerializer");
    }

    private static void requireNothingMore(JsonParser parser) throws IOException {
        if (parser.nextToken() != null) {
            throw new IllegalArgumentException("holds a configuration.json that goes on after its end; write the model"
                    + " again with DL4J's ModelSerializer");
        }
    }

    /** An object or array that the walk is in. */
    private static final class Level {

        private final boolean isArray;
        private final String isIn;
        private String key = "";
        private long values;
        private long product = 1;
        private @Nullable Level shape;
        private @Nullable Level data;

        private Level(boolean isArray, String isIn) {
            this.isArray = isArray;
            this.isIn = isIn;
        }

        private boolean isAt(String wanted) {
            return !isArray && key.equals(wanted);
        }

        private boolean isShape() {
            return isArray && isIn.equals("shape");
        }

        /** An impossible axis makes an impossible product. */
        private void multiply(long axis) {
            boolean isPossible = axis > 0 && product >= 0 && product <= Long.MAX_VALUE / axis;
            product = isPossible ? product * axis : -1;
        }
    }
}
