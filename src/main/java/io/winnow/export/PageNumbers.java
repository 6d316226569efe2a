package io.winnow.export;

import java.util.Locale;

import io.quarkus.qute.TemplateExtension;

/** Numbers as the page shows them. */
@TemplateExtension
final class PageNumbers {
    private PageNumbers() {}

    /** A share as {@code 12.3%}, which is a width of a bar too. */
    static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f%%", share * 100);
    }
}
