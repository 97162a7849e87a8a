using System.CommandLine;
using System.Net;
using System.Text.Json;
using Spectre.Console;

namespace MapDashboard.Cli;

/// <summary><c>categories</c>, <c>calendar</c>, <c>routing</c>, <c>daily-tasks</c>, <c>people</c> and <c>households</c>: tables through the API, a report first, with <c>--apply</c> the content too.</summary>
internal sealed class TableVerb
{
    private const int MostFindings = 200;

    private readonly string kind;
    private readonly Argument<string?> fileName = new("FILE") { Description = ".xlsx or .csv; categories, calendar, routing and daily-tasks also as the JSON of gis-data", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<bool> apply = new("--apply") { Description = "Write it when the report holds no error; else a report only" };
    private readonly Option<string?> errors = new("--errors") { Description = "Where the bad rows go with their reasons: OUT.xlsx or OUT.csv" };
    private readonly Option<string?> template = new("--template") { Description = "Write what is there already to OUT.xlsx or OUT.csv, to be edited, and import nothing" };
    private readonly Option<string?> area = new("--area") { Description = "Code of the area that it is for; the default of all areas when left out" };
    private readonly Option<bool> skipFaulty = new("--skip-faulty") { Description = "Leave out the rows with faults and write the others" };
    private readonly Option<string> server = ServerConnection.ServerOption();
    private readonly Option<string> tokenFile = ServerConnection.TokenFileOption();

    private TableVerb(string kind) => this.kind = kind;

    public static IEnumerable<Command> All() =>
    [
        new TableVerb("categories").Create("Import categories from a table", hasArea: false),
        new TableVerb("calendar").Create("Import a working calendar from a table", hasArea: true),
        new TableVerb("routing").Create("Import the routing rules from a table", hasArea: false),
        new TableVerb("daily-tasks").Create("Import the daily tasks from a table", hasArea: false),
        new TableVerb("people").Create("Import people and posts from a table", hasArea: false, maySkip: true),
        new TableVerb("households").Create("Import households and units from a table", hasArea: false),
    ];

    private Command Create(string description, bool hasArea, bool maySkip = false)
    {
        var verb = new Command(kind, description) { fileName, apply, errors, template, server, tokenFile };
        if (hasArea) verb.Options.Add(area);
        if (maySkip) verb.Options.Add(skipFaulty);
        verb.SetAction((parse, token) => ServerConnection.RunAsync(
            () => RunAsync(parse, hasArea ? parse.GetValue(area) : null, maySkip && parse.GetValue(skipFaulty), token)));
        return verb;
    }

    private async Task<int> RunAsync(ParseResult parse, string? areaCode, bool skipping, CancellationToken cancellationToken)
    {
        using var http = ServerConnection.Open(parse.GetRequiredValue(server), parse.GetRequiredValue(tokenFile));
        var query = areaCode is null ? "" : "area=" + Uri.EscapeDataString(areaCode);
        if (parse.GetValue(template) is { } to) return await TakeOutAsync(http, to, query, cancellationToken);
        var path = parse.GetValue(fileName) ?? throw new VerbRefusedException("Name a FILE, or --template OUT.");
        if (!File.Exists(path)) throw new VerbRefusedException($"There is no file {path}.");
        var bytes = await File.ReadAllBytesAsync(path, cancellationToken);
        using var answer = await SendAsync(http, bytes, query + (parse.GetValue(apply) ? "&apply=true" : "") + (skipping ? "&skipFaulty=true" : ""), cancellationToken);
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        var body = Parse(text, answer.StatusCode);
        if (answer.StatusCode == HttpStatusCode.OK)
        {
            if (body.GetProperty("errors").GetArrayLength() > 0) AnsiConsole.Write(Findings(body));
            Console.WriteLine(Summary(body));
            return 0;
        }

        if (body.TryGetProperty("report", out var report))
        {
            AnsiConsole.Write(Findings(report));
            Console.WriteLine(Summary(report));
            if (parse.GetValue(errors) is { } sheet) await SaveErrorsAsync(http, bytes, query, sheet, cancellationToken);
        }

        await Console.Error.WriteLineAsync($"{Text(body, "code")}: {Text(body, "detail")}");
        return 1;
    }

    private async Task<int> TakeOutAsync(HttpClient http, string path, string query, CancellationToken cancellationToken)
    {
        using var answer = await http.GetAsync(new Uri($"api/{kind}/template?{query}&format={Format(path)}", UriKind.Relative), cancellationToken);
        if (!answer.IsSuccessStatusCode)
        {
            var body = Parse(await answer.Content.ReadAsStringAsync(cancellationToken), answer.StatusCode);
            await Console.Error.WriteLineAsync($"{Text(body, "code")}: {Text(body, "detail")}");
            return 1;
        }

        await File.WriteAllBytesAsync(path, await answer.Content.ReadAsByteArrayAsync(cancellationToken), cancellationToken);
        Console.WriteLine($"Written: {path}.");
        return 0;
    }

    private async Task SaveErrorsAsync(HttpClient http, byte[] bytes, string query, string path, CancellationToken cancellationToken)
    {
        using var answer = await SendAsync(http, bytes, $"{query}&report={Format(path)}", cancellationToken);

        // Somebody may have mended the server's side meanwhile: then there is no sheet.
        if (answer.StatusCode != HttpStatusCode.UnprocessableEntity) return;
        await File.WriteAllBytesAsync(path, await answer.Content.ReadAsByteArrayAsync(cancellationToken), cancellationToken);
        Console.WriteLine($"The bad rows with their reasons: {path}.");
    }

    private async Task<HttpResponseMessage> SendAsync(HttpClient http, byte[] bytes, string query, CancellationToken cancellationToken)
    {
        using var content = new ByteArrayContent(bytes);
        return await http.PostAsync(new Uri($"api/{kind}/import?{query}", UriKind.Relative), content, cancellationToken);
    }

    private static string Format(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".xlsx" => "xlsx",
        ".csv" => "csv",
        _ => throw new VerbRefusedException($"{path} ends in neither .xlsx nor .csv."),
    };

    private static JsonElement Parse(string text, HttpStatusCode status)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(text);
        }
        catch (JsonException fault)
        {
            throw new VerbRefusedException($"The server answers {(int)status}, and not as MapDashboard does.", fault);
        }
    }

    private static string Summary(JsonElement report)
    {
        var found = report.GetProperty("errors").GetArrayLength();
        return $"{Number("rows")} rows: {Number("created")} new, {Number("changed")} changed, {Number("unchanged")} as before, {Number("retired")} out of use; {found} errors. "
            + (report.GetProperty("skipsFaulty").GetBoolean() && found > 0 ? $"{Number("skipped")} rows left out. " : "")
            + (report.GetProperty("applied").GetBoolean() ? "Applied." : "Nothing was changed" + (found == 0 || report.GetProperty("skipsFaulty").GetBoolean() ? "; --apply writes it." : "."));

        int Number(string name) => report.GetProperty(name).GetInt32();
    }

    private static Table Findings(JsonElement report)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("Row", "Column", "Finding");
        var findings = report.GetProperty("errors").EnumerateArray().ToList();

        // Texts of a file are no markup.
        foreach (var finding in findings.Take(MostFindings)) table.AddRow(new Text(Text(finding, "row")), new Text(Text(finding, "column")), new Text(Text(finding, "message")));
        if (findings.Count > MostFindings) table.AddRow("…", "", (findings.Count - MostFindings).ToString(System.Globalization.CultureInfo.InvariantCulture) + " more");
        return table;
    }

    private static string Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.ToString() : "";
}
