package io.winnow.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What a schema offers to whoever uses it, a line each. */
record Catalogue(Map<String, Thing> things) {
    /**
     * Something in it.
     *
     * @param relation the table or type that it is of; empty for a function
     * @param restricts whether it can refuse what could be written without it
     * @param retired whether its comment says so: nobody needs it since the release that said it
     */
    record Thing(String relation, boolean restricts, boolean retired) {}

    private static final String READ = """
            select format('column %s.%s %s', relname, attname, concat_ws(' ', format_type(atttypid, atttypmod),
                          case when attnotnull then 'not null' end, 'default ' || pg_get_expr(adbin, adrelid),
                          case attidentity when '' then null else 'identity' end)) as line, relname as relation,
                   attnotnull and adbin is null and attidentity = '' as restricts,
                   concat(col_description(c.oid, attnum), obj_description(c.oid, 'pg_class')) as comment
            from pg_class c join pg_attribute a on attrelid = c.oid and attnum > 0 and not attisdropped
            left join pg_attrdef on adrelid = c.oid and adnum = attnum
            where relnamespace = 'public'::regnamespace and relkind in ('r', 'v', 'c')
            union all
            select format('constraint %s on %s: %s', conname, conrelid::regclass, pg_get_constraintdef(oid)),
                   conrelid::regclass::text, true, obj_description(oid, 'pg_constraint')
            from pg_constraint where connamespace = 'public'::regnamespace and contype <> 'n'
            union all
            select 'unique ' || pg_get_indexdef(indexrelid), indrelid::regclass::text, true,
                   obj_description(indexrelid, 'pg_class')
            from pg_index join pg_class c on c.oid = indrelid
            where indisunique and relnamespace = 'public'::regnamespace
            union all
            select pg_get_triggerdef(t.oid), relname, true, obj_description(t.oid, 'pg_trigger')
            from pg_trigger t join pg_class c on c.oid = tgrelid where not tgisinternal
            union all
            select format('function %s(%s) returns %s', proname, pg_get_function_arguments(oid),
                          pg_get_function_result(oid)), '', false, obj_description(oid, 'pg_proc')
            from pg_proc where pronamespace = 'public'::regnamespace
            """;

    static Catalogue of(Connection connection) throws SQLException {
        var things = new LinkedHashMap<String, Thing>();
        try (var statement = connection.createStatement(); var rows = statement.executeQuery(READ)) {
            while (rows.next()) {
                var comment = rows.getString("comment");
                if (!rows.getString("relation").equals("flyway_schema_history")) {
                    things.put(rows.getString("line"), new Thing(rows.getString("relation"),
                            rows.getBoolean("restricts"), comment != null && comment.startsWith("retired")));
                }
            }
        }
        return new Catalogue(things);
    }

    /** What would keep code that was written for the other one from working on this one. */
    List<String> breaks(Catalogue former) {
        var breaks = new ArrayList<String>();
        former.things.forEach((line, thing) -> {
            if (!thing.retired() && !things.containsKey(line)) {
                breaks.add("gone or changed: " + line);
            }
        });
        var relations = former.relations();
        things.forEach((line, thing) -> {
            if (thing.restricts() && relations.contains(thing.relation()) && !former.things.containsKey(line)) {
                breaks.add("more is asked for: " + line);
            }
        });
        return breaks;
    }

    private Set<String> relations() {
        var relations = new TreeSet<String>();
        things.values().forEach(thing -> relations.add(thing.relation()));
        return relations;
    }
}
