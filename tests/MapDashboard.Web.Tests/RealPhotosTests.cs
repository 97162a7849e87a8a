using System.Globalization;
using System.Net;
using System.Text;
using MapDashboard.TestSupport;
using MapDashboard.Web.Photos;

namespace MapDashboard.Web.Tests;

/// <summary>Real photos of many cameras, some with odd metadata. Skipped, with the reason, where they are not beside the checkout.</summary>
public sealed class RealPhotosTests
{
    [Fact]
    public async Task Every_real_photo_is_taken_upright_with_the_place_that_its_camera_wrote()
    {
        Assert.SkipUnless(SharedData.IsHere, SharedData.Missing);
        await using var server = await TestServer.StartAsync();
        using var worker = await server.SignInAsync("worker1");
        var id = (await worker.ReportAsync()).Text("id");
        var taken = 0;
        foreach (var row in File.ReadLines(SharedData.Path("E_photos", "INDEX.csv")).Skip(1).Select(line => line.Split(',')))
        {
            var path = $"/api/issues/{id}/photos/{Guid.NewGuid()}";
            var answer = await worker.PutBytesAsync(path + "?kind=before", await File.ReadAllBytesAsync(SharedData.Path("E_photos", row[0]), TestContext.Current.CancellationToken));
            answer.Status.ShouldBe(HttpStatusCode.Created, row[0]);
            var (width, height) = (Number(row[2]), Number(row[3]));
            (int Width, int Height) upright = row[4] is "6" or "8" ? ((int)height, (int)width) : ((int)width, (int)height);
            (answer.Members["width"]!.GetValue<int>(), answer.Members["height"]!.GetValue<int>()).ShouldBe(upright, row[0]);
            ShouldLieWhere(answer, row);
            foreach (var size in new[] { "full", "screen", "thumb" })
            {
                var bytes = (await worker.GetAsync($"{path}?size={size}")).Bytes;
                PhotoHeader.Read(bytes).Value.Exif.IsEmpty.ShouldBeTrue(row[0]);
                if (row[8].Length > 0) Encoding.Latin1.GetString(bytes).ShouldNotContain(row[8]);
            }

            taken++;
        }

        taken.ShouldBe(16);
    }

    private static void ShouldLieWhere(Answer answer, string[] row)
    {
        if (row[5].Length == 0)
        {
            answer.Members.ContainsKey("takenPlace").ShouldBeFalse(row[0]);
            return;
        }

        answer.Members["takenPlace"]!["lat"]!.GetValue<double>().ShouldBe(Number(row[5]), 0.000_01, row[0]);
        answer.Members["takenPlace"]!["lon"]!.GetValue<double>().ShouldBe(Number(row[6]), 0.000_01, row[0]);
        if (row[7].Length > 0) answer.Text("takenAt").ShouldStartWith(row[7].Split('.')[0].Replace(':', '-').Replace(' ', 'T')[..10], Case.Sensitive, row[0]);
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
