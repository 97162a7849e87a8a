using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MapDashboard.TestSupport;

/// <summary>What the server answered.</summary>
public sealed record Answer(HttpStatusCode Status, JsonNode? Json, HttpResponseHeaders Headers)
{
    /// <summary>The stable code of a problem; null for an answer that is none.</summary>
    public string? Code => Json is JsonObject problem ? problem["code"]?.GetValue<string>() : null;

    /// <summary>The body as it came.</summary>
    public byte[] Bytes { get; init; } = [];

    public JsonObject Members => Json!.AsObject();

    public int Version => Members["version"]!.GetValue<int>();

    public string Text(string name) => Members[name]!.GetValue<string>();
}

/// <summary>A client as a page is one: a cookie jar and our own Origin.</summary>
public sealed class MapClient : IDisposable
{
    private readonly CookieContainer cookies = new();
    private readonly HttpClient http;
    private readonly Uri address;

    public MapClient(Uri address)
    {
        this.address = address;
        http = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies, AllowAutoRedirect = false, UseProxy = false }) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(30) };
        http.DefaultRequestHeaders.Add("Origin", address.GetLeftPart(UriPartial.Authority));
    }

    /// <summary>A client as a program is one: a personal access token, and neither cookie nor Origin.</summary>
    public MapClient(Uri address, string token)
        : this(address)
    {
        http.DefaultRequestHeaders.Remove("Origin");
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public HttpClient Http => http;

    public Uri Address => address;

    public string CookieHeader => cookies.GetCookieHeader(address);

    public async Task SignInAsync(string userName, string password)
    {
        var answer = await PostAsync("/api/session", new { userName, password });
        if (answer.Status != HttpStatusCode.OK) throw new InvalidOperationException($"{userName} cannot sign in: {answer.Status} {answer.Json}");
    }

    public Task<Answer> GetAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path));

    public Task<Answer> DeleteAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Delete, path));

    public Task<Answer> PostAsync(string path, object body) => SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonBody(body) });

    public Task<Answer> PutAsync(string path, object body) => SendAsync(new HttpRequestMessage(HttpMethod.Put, path) { Content = JsonBody(body) });

    public Task<Answer> PutBytesAsync(string path, byte[] bytes, string mediaType = "image/png")
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
        return SendAsync(new HttpRequestMessage(HttpMethod.Put, path) { Content = content });
    }

    /// <summary>A part of a photo; `whole` is what it will be, by which the server compares.</summary>
    public Task<Answer> PatchBytesAsync(string path, byte[] part, long offset, long length, byte[]? whole = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Patch, path) { Content = new ByteArrayContent(part) };
        request.Headers.Add("Upload-Offset", offset.ToString(System.Globalization.CultureInfo.InvariantCulture));
        request.Headers.Add("Upload-Length", length.ToString(System.Globalization.CultureInfo.InvariantCulture));
        if (whole is not null) request.Headers.Add("Repr-Digest", $"sha-256=:{Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(whole))}:");
        return SendAsync(request);
    }

    public Task<Answer> PostBytesAsync(string path, byte[] bytes) => SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(bytes) });

    /// <summary>A report at a place; every part can be left to its default.</summary>
    public Task<Answer> ReportAsync(Guid? id = null, string category = "environment.litter", double lon = Places.Grid1Lon, double lat = Places.Grid1Lat, string? description = "测试事项") =>
        PostAsync("/api/issues", new { id = id ?? Guid.NewGuid(), category, description, location = new { lon, lat } });

    public Task<Answer> ActAsync(Guid id, string action, int version, object? body = null, Guid? key = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/api/issues/{id}/{action}") { Content = JsonBody(body ?? new { }) };
        request.Headers.TryAddWithoutValidation("If-Match", $"\"{version}\"");
        request.Headers.TryAddWithoutValidation("Idempotency-Key", (key ?? Guid.NewGuid()).ToString());
        return SendAsync(request);
    }

    public async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        using var response = await http.SendAsync(request);
        var bytes = await response.Content.ReadAsByteArrayAsync();
        var isJson = response.Content.Headers.ContentType?.MediaType?.Contains("json", StringComparison.Ordinal) == true && response.Content.Headers.ContentEncoding.Count == 0;
        return new Answer(response.StatusCode, isJson && bytes.Length > 0 ? JsonNode.Parse(bytes) : null, response.Headers) { Bytes = bytes };
    }

    public void Dispose() => http.Dispose();

    private static StringContent JsonBody(object body) => new(JsonSerializer.Serialize(body, JsonSerializerOptions.Web), Encoding.UTF8, "application/json");
}
