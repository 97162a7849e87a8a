using System.Text.Json;

namespace MapDashboard.Web.Packed;

/// <summary>
/// The corners of many rings in one row. A ring is a number of steps; a step is so many new corners, each by its distance from where it is
/// expected, and then perhaps a copy of a stretch of the row. A corner is expected at the one before it in the row; but the last of four where
/// it would close a parallelogram, as most buildings are.
/// </summary>
internal sealed class CornerRow
{
    /// <summary>A border is shared by few; only so many earlier places of a corner are looked at.</summary>
    private const int MostPlaces = 12;
    private const int Four = 4;

    private readonly List<(long X, long Y)> corners = [];

    /// <summary>Where the ring of each corner begins.</summary>
    private readonly List<int> ringStarts = [];
    private readonly Dictionary<(long, long), List<int>> places = [];
    private readonly List<long> steps = [];
    private readonly List<long> fresh = [];
    private readonly List<long> lengths = [];
    private readonly List<long> backs = [];
    private readonly List<long> xs = [];
    private readonly List<long> ys = [];

    public void Write(Utf8JsonWriter json)
    {
        PackedOutlines.WriteNumbers(json, "steps", steps);
        PackedOutlines.WriteNumbers(json, "fresh", fresh);
        PackedOutlines.WriteNumbers(json, "lengths", lengths);
        PackedOutlines.WriteNumbers(json, "backs", backs);
        PackedOutlines.WriteNumbers(json, "xs", xs);
        PackedOutlines.WriteNumbers(json, "ys", ys);
    }

    public void Add((long X, long Y)[] ring)
    {
        ring = Turned(ring);
        var start = corners.Count;
        long count = 0;
        var news = 0;
        for (var at = 0; at < ring.Length;)
        {
            var (from, length) = LongestCopy(ring, at, start);
            var taken = Math.Abs(length);
            if (taken == 0 || (taken == 1 && !IsWorthOne(from)))
            {
                AddFresh(ring[at++], start, ring.Length);
                news++;
                continue;
            }

            AddStep(ref count, ref news, length, corners.Count - from);
            for (var i = 0; i < taken; i++) Append(ring[at++], start);
        }

        if (news > 0) AddStep(ref count, ref news, 0, 0);
        steps.Add(count);
    }

    /// <summary>One corner by its place costs less than by its distance only where it is near.</summary>
    private bool IsWorthOne(int from) => corners.Count - from <= 64;

    /// <param name="count">Of the ring's steps.</param>
    /// <param name="news">New corners since the last step.</param>
    /// <param name="length">Of the copy: negative backwards, 0 for none.</param>
    /// <param name="back">How far back in the row its first corner stands.</param>
    private void AddStep(ref long count, ref int news, int length, int back)
    {
        fresh.Add(news);
        lengths.Add(length);
        if (length != 0) backs.Add(back);
        news = 0;
        count++;
    }

    private void AddFresh((long X, long Y) corner, int ringStart, int ringLength)
    {
        var (x, y) = corners.Count > 0 ? corners[^1] : (0, 0);
        if (ringLength == Four && corners.Count - ringStart == Four - 1) (x, y) = (x + corners[ringStart].X - corners[^2].X, y + corners[ringStart].Y - corners[^2].Y);
        xs.Add(Folded(corner.X - x));
        ys.Add(Folded(corner.Y - y));
        Append(corner, ringStart);
    }

    private void Append((long X, long Y) corner, int ringStart)
    {
        if (!places.TryGetValue(corner, out var earlier)) places[corner] = earlier = [];
        earlier.Add(corners.Count);
        corners.Add(corner);
        ringStarts.Add(ringStart);
    }

    /// <summary>Small distances to either side have small numbers: 0, −1, 1, −2, 2 …</summary>
    private static long Folded(long distance) => distance < 0 ? (-2 * distance) - 1 : 2 * distance;

    private (int From, int Length) LongestCopy((long X, long Y)[] ring, int at, int start)
    {
        var best = (From: 0, Length: 0);
        foreach (var place in PlacesOf(ring[at]))
        {
            if (place >= start) continue;
            foreach (var direction in (ReadOnlySpan<int>)[-1, 1])
            {
                var length = Alike(ring, at, place, direction);
                if (length > Math.Abs(best.Length)) best = (place, length * direction);
            }
        }

        return best;
    }

    private int Alike((long X, long Y)[] ring, int at, int place, int direction)
    {
        var length = 0;
        for (var i = place; at + length < ring.Length && i >= 0 && i < corners.Count && ringStarts[i] == ringStarts[place] && corners[i] == ring[at + length]; i += direction) length++;
        return length;
    }

    private IEnumerable<int> PlacesOf((long X, long Y) corner) =>
        places.TryGetValue(corner, out var earlier) ? Enumerable.Reverse(earlier).Take(MostPlaces) : [];

    /// <summary>The same ring begun where a known border begins, so that the border is not cut in two.</summary>
    private (long X, long Y)[] Turned((long X, long Y)[] ring)
    {
        for (var i = 0; i < ring.Length; i++)
        {
            if (places.ContainsKey(ring[i]) && !IsKnownEdge(ring[(i + ring.Length - 1) % ring.Length], ring[i])) return [.. ring[i..], .. ring[..i]];
        }

        return ring;
    }

    private bool IsKnownEdge((long X, long Y) from, (long X, long Y) to) =>
        PlacesOf(to).Any(place =>
            (place > 0 && ringStarts[place - 1] == ringStarts[place] && corners[place - 1] == from)
            || (place + 1 < corners.Count && ringStarts[place + 1] == ringStarts[place] && corners[place + 1] == from));
}
