namespace EdgeNotebooks.Host.Pages;

/// <summary>How pages look: one column, light or dark as the reader's system asks, tables that scroll on a phone.</summary>
internal static class PageStyle
{
    public const string Css = """

        :root { color-scheme: light dark; --ink: #1c2024; --dim: #667079; --rule: #d9dee3; --paper: #ffffff; --code: #f5f7f9; --accent: #0b62a8; }
        @media (prefers-color-scheme: dark) {
          :root { --ink: #e3e7ea; --dim: #98a2ab; --rule: #363d44; --paper: #15181b; --code: #1e2327; --accent: #7ab8ee; }
        }
        body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.6 system-ui, -apple-system, "Segoe UI", sans-serif; }
        main { max-width: 62rem; margin: 0 auto; padding: 1.5rem 1.25rem 5rem; }
        h1 { font-size: 1.9rem; line-height: 1.25; margin: 1.2rem 0 .6rem; }
        h2 { font-size: 1.35rem; margin: 2.2rem 0 .5rem; }
        h3 { font-size: 1.1rem; margin: 1.6rem 0 .4rem; }
        a { color: var(--accent); }
        p, li { max-width: 46rem; }
        pre, code { font: .86rem/1.5 ui-monospace, "Cascadia Code", Menlo, Consolas, monospace; }
        :not(pre) > code { background: var(--code); padding: .1em .3em; border-radius: 3px; }
        .code { position: relative; margin: .9rem 0; }
        .count { position: absolute; left: -2.6rem; top: .55rem; width: 2rem; text-align: right; color: var(--dim); font-size: .75rem; }
        pre.source { background: var(--code); border-left: 3px solid var(--rule); margin: 0; padding: .55rem .8rem; overflow-x: auto; }
        .k { color: #8250a8; } .s { color: #0a6b3d; } .n { color: #a8480b; } .c, .d { color: var(--dim); }
        @media (prefers-color-scheme: dark) { .k { color: #c9a0e8; } .s { color: #8fd3a6; } .n { color: #efb07e; } }
        .output { margin: .7rem 0; overflow-x: auto; }
        .output > pre, pre.stdout, pre.stderr { margin: .5rem 0; padding: 0 .8rem; white-space: pre-wrap; }
        pre.stderr { color: #a8480b; }
        pre.error { background: #fbe9e7; color: #8c1d12; padding: .6rem .8rem; white-space: pre-wrap; }
        table { border-collapse: collapse; font-size: .88rem; font-variant-numeric: tabular-nums; }
        th, td { padding: .22rem .7rem; border-bottom: 1px solid var(--rule); text-align: left; vertical-align: top; white-space: nowrap; }
        th { border-bottom: 2px solid var(--rule); }
        img { max-width: 100%; }
        @media (max-width: 72rem) { .count { display: none; } }

        """;
}
