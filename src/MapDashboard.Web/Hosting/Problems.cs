using MapDashboard.Data.Archives;
using MapDashboard.Domain;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Diagnostics;
using Npgsql;

namespace MapDashboard.Web.Hosting;

/// <summary>The one way from a refusal to application/problem+json.</summary>
public static class Problems
{
    public static IResult ToResult(this Refusal refusal)
    {
        var extensions = new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = refusal.Code };
        foreach (var (name, value) in refusal.Data ?? new Dictionary<string, object?>(StringComparer.Ordinal)) extensions[name] = value;
        var problem = Results.Problem(refusal.Detail, statusCode: RefusalCodes.Status[refusal.Code], extensions: extensions);
        return refusal.Code == RefusalCodes.IntakeFull ? new RetryLater(problem) : problem;
    }

    /// <summary>The queue before the database is full; nothing was written. The answer says when to try again.</summary>
    public static readonly Refusal IntakeFull = new(RefusalCodes.IntakeFull, "More reports and commands wait than this server takes; nothing is lost, try again.");

    public static IResult Refuse(string code, string detail) => new Refusal(code, detail).ToResult();

    /// <summary>Writes the problem unless the answer has already begun.</summary>
    public static Task WriteAsync(HttpContext context, string code, string detail) =>
        context.Response.HasStarted ? Task.CompletedTask : Refuse(code, detail).ExecuteAsync(context);

    /// <summary>Exceptions and empty error answers of the framework become problems with a code too.</summary>
    public static void UseProblems(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = WriteFaultAsync,

            // A wrong request is the client's news and not ours: no stack in the log for it. Nor for a client that went away.
            SuppressDiagnosticsCallback = fault => fault.Exception is BadHttpRequestException or OperationCanceledException || IsClientAway(fault.Exception) || IsDatabaseAway(fault.Exception) || ArchiveQueries.IsRefusal(fault.Exception),
        });
        app.UseStatusCodePages(async status =>
        {
            var response = status.HttpContext.Response;
            var (code, detail) = response.StatusCode switch
            {
                StatusCodes.Status404NotFound => (RefusalCodes.RequestNotFound, "There is nothing at this address."),
                StatusCodes.Status405MethodNotAllowed => (RefusalCodes.RequestMethodNotAllowed, "This address does not take this method."),
                StatusCodes.Status415UnsupportedMediaType => (RefusalCodes.RequestUnsupportedMediaType, "This address does not take this content type."),
                StatusCodes.Status413PayloadTooLarge => (RefusalCodes.RequestTooLarge, "The body is too large."),
                StatusCodes.Status412PreconditionFailed => (RefusalCodes.RequestPreconditionFailed, "The file has another version than If-Match or If-Unmodified-Since names."),
                StatusCodes.Status416RangeNotSatisfiable => (RefusalCodes.RequestRangeNotSatisfiable, "The file ends before these bytes; Content-Range says where."),
                StatusCodes.Status401Unauthorized => (RefusalCodes.SessionRequired, "Sign in first."),
                StatusCodes.Status403Forbidden => (RefusalCodes.AccessDenied, "This account may not do that."),
                _ => (RefusalCodes.RequestInvalid, "The request is not understood."),
            };
            if (response.StatusCode < 500) await WriteAsync(status.HttpContext, code, detail);
        });
        app.Use(async (context, next) =>
        {
            await next(context);

            // A file answers so with its own content type and a length of 0, which the pages of status codes take for a body.
            if (context.Response is { StatusCode: StatusCodes.Status416RangeNotSatisfiable, HasStarted: false } beyond) (beyond.ContentLength, beyond.ContentType) = (null, null);
        });
    }

    /// <summary>Away, restarting or overwhelmed: worth another try, and no stack in the log for each request of an outage.</summary>
    public static bool IsDatabaseAway(Exception fault) =>
        fault is NpgsqlException { IsTransient: true } or NpgsqlException { InnerException: System.Net.Sockets.SocketException or TimeoutException }
            || (fault.InnerException is { } wrapped && IsDatabaseAway(wrapped));

    /// <summary>Its connection broke in the middle of the body. (One that speaks HTTP/1.1 is told by <see cref="BadHttpRequestException"/>.)</summary>
    private static bool IsClientAway(Exception fault) => fault is IOException { InnerException: ConnectionAbortedException or ConnectionResetException };

    private static async Task WriteFaultAsync(HttpContext context)
    {
        var fault = context.Features.Get<IExceptionHandlerFeature>()!.Error;
        var (code, detail) = fault switch
        {
            BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => (RefusalCodes.RequestTooLarge, "The body is too large."),
            BadHttpRequestException { StatusCode: StatusCodes.Status415UnsupportedMediaType } => (RefusalCodes.RequestUnsupportedMediaType, "This address takes application/json."),
            BadHttpRequestException { InnerException: System.Text.Json.JsonException json } => (RefusalCodes.RequestInvalidJson, "The JSON is not understood at " + (json.Path ?? "$") + "."),
            BadHttpRequestException => (RefusalCodes.RequestInvalid, "The request is not understood."),
            _ when IsClientAway(fault) => (RefusalCodes.RequestInvalid, "The body ended before it was whole."),
            _ when ArchiveQueries.IsRefusal(fault) => (ArchiveQueries.Closed.Code, ArchiveQueries.Closed.Detail),
            _ when IsDatabaseAway(fault) => (RefusalCodes.DatabaseUnavailable, "The database does not answer in time; nothing is lost, try again."),
            _ => (RefusalCodes.ServerFault, "A fault of the server; request " + context.TraceIdentifier + "."),
        };
        if (code == RefusalCodes.DatabaseUnavailable) context.Response.Headers.RetryAfter = "2";
        await WriteAsync(context, code, detail);
    }

    private sealed class RetryLater(IResult problem) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers.RetryAfter = "1";
            return problem.ExecuteAsync(httpContext);
        }
    }
}
