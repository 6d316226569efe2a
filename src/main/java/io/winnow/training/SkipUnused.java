package io.winnow.training;

import java.util.Set;

import com.fasterxml.jackson.core.filter.TokenFilter;

/**
 * Lets through what labels and rows are made of. The rest of a session may be megabytes of JSON, of which trees would take many
 * times that.
 */
final class SkipUnused extends TokenFilter {
    /** Of a session. */
    static final TokenFilter SESSION = new SkipUnused(Set.of("search_meta", "payload_filter", "sort_by"));
    private static final TokenFilter EVENT = new SkipUnused(Set.of("meta"));

    private final Set<String> without;

    private SkipUnused(Set<String> without) {
        this.without = without;
    }

    @Override
    public TokenFilter includeProperty(String name) {
        if (without.contains(name)) {
            return null;
        }
        return name.equals("events") ? EVENT : INCLUDE_ALL;
    }

    @Override
    public boolean includeEmptyArray(boolean isFiltered) {
        return true;
    }

    @Override
    public boolean includeEmptyObject(boolean isFiltered) {
        return true;
    }
}
