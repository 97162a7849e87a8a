using System.CommandLine;
using System.Net;
using System.Text.Json;
using MapDashboard.Data;
using MapDashboard.Domain.Areas.Import;
using Spectre.Console;

namespace MapDashboard.Cli;

/// <summary><c>import</c>: a district's areas from a file, through the API: a report first, with <c>--apply</c> the areas too.</summary>
internal static class ImportVerb
{
    private static readonly Argument<string> FileName = new("FILE") { Description = "GeoJSON, or another format that the server takes" };
    private static readonly Option<string> Server = ServerConnection.ServerOption();
    private static readonly Option<string> TokenFile = ServerConnection.TokenFileOption();
    private static readonly Option<bool> Repair = new("--repair") { Description = "Mend invalid rings; the report names each" };
    private static readonly Option<bool> Apply = new("--apply") { Description = "Write the areas when the report holds no error; else a report only" };

    private static readonly Option<string?>[] Query =
    [
        new("--level") { Description = "Level of the areas: district, street, community, grid …", Required = true },
        new("--code") { Description = "The property with the code", Required = true },
        new("--name") { Description = "The property with the name; the code's when left out" },
        new("--parent") { Description = "prefix, contains or property:NAME; left out for roots" },
        new("--crs") { Description = "wgs84 (default), gcj02 or bd09" },
        new("--encoding") { Description = "Of texts in a Shapefile, such as GBK" },
    ];

    public static Command Create()
    {
        var verb = new Command("import", "Import areas from a file");
        verb.Arguments.Add(FileName);
        foreach (var option in Query) verb.Options.Add(option);
        foreach (var option in new Option[] { Repair, Apply, Server, TokenFile }) verb.Options.Add(option);
        verb.SetAction((parse, token) => ServerConnection.RunAsync(() => RunAsync(parse, token)));
        return verb;
    }

    private static async Task<int> RunAsync(ParseResult parse, CancellationToken cancellationToken)
    {
        var path = parse.GetRequiredValue(FileName);
        if (!File.Exists(path)) throw new VerbRefusedException($"There is no file {path}.");
        using var http = ServerConnection.Open(parse.GetRequiredValue(Server), parse.GetRequiredValue(TokenFile));
        await using var file = File.OpenRead(path);
        using var content = new StreamContent(file);
        var address = "api/areas/import?" + string.Join('&', Query.Select(option => (Name: option.Name.TrimStart('-'), Value: parse.GetValue(option)))
            .Where(pair => pair.Value is not null).Select(pair => pair.Name + "=" + Uri.EscapeDataString(pair.Value!))
            .Concat(parse.GetValue(Repair) ? ["repair=true"] : []).Concat(parse.GetValue(Apply) ? ["apply=true"] : []));
        using var answer = await UploadAsync(http, address, content, file, cancellationToken);
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        if (answer.StatusCode == HttpStatusCode.OK) return Show(JsonSerializer.Deserialize<ImportReport>(text, Json.Options)!);
        return await RefusedAsync(answer, text);
    }

    private static Task<HttpResponseMessage> UploadAsync(HttpClient http, string address, StreamContent content, FileStream file, CancellationToken cancellationToken) =>
        Screen.Progress().StartAsync(async context =>
        {
            var upload = context.AddTask("Upload", maxValue: Math.Max(1, file.Length));
            var sending = http.PostAsync(new Uri(address, UriKind.Relative), content, cancellationToken);
            while (!sending.IsCompleted)
            {
                upload.Value = file.Position;
                if (upload.IsFinished) upload.Description("The server checks");
                await Task.WhenAny(sending, Task.Delay(100, cancellationToken));
            }

            return await sending;
        });

    /// <summary>A refused import still has a report; any other problem is one sentence.</summary>
    private static async Task<int> RefusedAsync(HttpResponseMessage answer, string text)
    {
        JsonElement problem;
        try
        {
            problem = JsonSerializer.Deserialize<JsonElement>(text);
        }
        catch (JsonException)
        {
            throw new VerbRefusedException($"The server answers {(int)answer.StatusCode}, and not as MapDashboard does.");
        }

        if (problem.TryGetProperty("report", out var report)) Show(report.Deserialize<ImportReport>(Json.Options)!);
        var code = problem.TryGetProperty("code", out var value) ? value.GetString() : null;
        var detail = problem.TryGetProperty("detail", out var sentence) ? sentence.GetString() : null;
        await Console.Error.WriteLineAsync($"{code ?? ((int)answer.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture)}: {detail}");
        return 1;
    }

    private static int Show(ImportReport report)
    {
        if (report.Errors.Count + report.Warnings.Count > 0) AnsiConsole.Write(FindingsTable(report));
        Console.WriteLine($"{report.Features} features, {report.Areas} areas: {report.Created} new, {report.Updated} changed, {report.Unchanged} as before; "
            + $"{report.Errors.Count} errors, {report.Warnings.Count} warnings. "
            + (report.Applied ? "Applied." : "Nothing was changed" + (report.Errors.Count == 0 ? "; --apply writes them." : ".")));
        return report.Errors.Count == 0 ? 0 : 1;
    }

    private static Table FindingsTable(ImportReport report)
    {
        const int Most = 200;
        var table = new Table().Border(TableBorder.Simple).AddColumns("", "Feature", "Code", "Place", "m²", "Finding");
        foreach (var finding in report.Errors.Concat(report.Warnings).Take(Most))
        {
            // Texts of a file are no markup.
            table.AddRow(
                new Text(finding.IsError ? "error" : "warning"),
                new Text(finding.Feature?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? ""),
                new Text(finding.Code ?? ""),
                new Text(finding is { Lon: { } lon, Lat: { } lat } ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{lon:0.00000},{lat:0.00000}") : ""),
                new Text(finding.SquareMeters?.ToString("0.#", System.Globalization.CultureInfo.InvariantCulture) ?? ""),
                new Text(finding.Message));
        }

        var more = report.Errors.Count + report.Warnings.Count - Most;
        if (more > 0) table.AddRow("…", "", "", "", "", more.ToString(System.Globalization.CultureInfo.InvariantCulture) + " more");
        return table;
    }
}
