using MapDashboard.Domain;
using MapDashboard.Web.Hosting;
using Microsoft.AspNetCore.Http.Features;

namespace MapDashboard.Web.Tables;

/// <summary>The query that every import of a table takes.</summary>
/// <param name="Apply"><c>true</c> writes when the report holds no error; else a report only.</param>
/// <param name="Report"><c>xlsx</c> or <c>csv</c>: a refusal's body is then the error sheet; <c>json</c> or left out: the problem with the report in it.</param>
public sealed record TableQuery(string? Apply, string? Report);

/// <summary>A table that came by HTTP, and the answers to it: the same for categories, calendars and whatever comes as a table next.</summary>
public sealed record TableUpload(byte[] Bytes, bool Apply, TableFormat? Sheet)
{
    /// <returns>The upload, or a refusal of its query.</returns>
    /// <exception cref="BadHttpRequestException">The body is too large, or broke off.</exception>
    public static async Task<Outcome<TableUpload>> ReadAsync(HttpContext context, TableQuery query, CancellationToken cancellationToken)
    {
        if (query.Apply is not (null or "" or "true" or "false")) return new Refusal(RefusalCodes.RequestInvalid, "apply is true or false.");
        TableFormat? sheet = null;
        if (query.Report is not (null or "" or "json"))
        {
            if (!Words<TableFormat>.TryParse(query.Report, out var format)) return new Refusal(RefusalCodes.RequestInvalid, "report is json, xlsx or csv.");
            sheet = format;
        }

        context.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = TableLimits.MostBytes;
        using var memory = new MemoryStream();
        await context.Request.Body.CopyToAsync(memory, cancellationToken);
        return new TableUpload(memory.ToArray(), query.Apply == "true", sheet);
    }

    /// <summary>The refusal of a file with errors: a problem with the report, or the error sheet, with the same status either way.</summary>
    public IResult Refuse(string code, TableReport report, TableLayout layout, Table table, HttpContext context)
    {
        if (Sheet is { } format)
        {
            context.Response.StatusCode = RefusalCodes.Status[code];
            return File(ErrorSheet.Write(layout, table, report.Errors, format), layout.FileName + "-errors", format);
        }

        return new Refusal(
            code,
            $"{report.Errors.Count} errors; nothing was changed. The first: {report.Errors[0].Message}",
            new Dictionary<string, object?>(StringComparer.Ordinal) { ["report"] = report }).ToResult();
    }

    /// <summary>A template: the columns with what is there already, so that export and template are one.</summary>
    /// <param name="layout">The kind of table.</param>
    /// <param name="format">xlsx, csv, or left out for xlsx.</param>
    /// <param name="rows">What is there already.</param>
    public static IResult Template(TableLayout layout, string? format, Func<IEnumerable<TableRow>> rows) =>
        Words<TableFormat>.TryParse(string.IsNullOrEmpty(format) ? "xlsx" : format, out var known)
            ? File(TableWriter.Write(layout, layout.Columns, rows(), known), layout.FileName, known)
            : Problems.Refuse(RefusalCodes.RequestInvalid, "format is xlsx or csv.");

    private static IResult File(byte[] bytes, string name, TableFormat format) =>
        Results.File(bytes, TableWriter.MediaType(format), $"{name}.{Words<TableFormat>.Of(format)}");
}
