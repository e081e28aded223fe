import Foundation
import GraduatePhotos
import Outward
import TestSupport
import Testing

@testable import Website
@testable import Workflow

/// What machines ask of a center.
@Suite struct MetricsTests {
  /// A line of the text format 0.0.4: name, labels, value.
  private struct Sample: Equatable {
    let name: String
    let labels: String
    let value: Double
  }

  /// Every line is a comment of a family or a sample of the family before it.
  private func samples(_ text: String) throws -> [Sample] {
    var families: Set<String> = []
    var found: [Sample] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
      if line.hasPrefix("# ") {
        let words = line.split(separator: " ")
        #expect(words.count > 3 && ["HELP", "TYPE"].contains(words[1]))
        if words[1] == "TYPE" {
          #expect(["counter", "gauge", "histogram"].contains(words[3]))
          #expect(families.insert(String(words[2])).inserted, "\(words[2]) is told twice")
        }
        continue
      }
      let match = try #require(
        line.wholeMatch(of: /([a-z_]+)(\{([a-z]+="[^"\\]*"(?:,[a-z]+="[^"\\]*")*)\})? (-?[0-9]+(?:\.[0-9]+)?(?:e-?[0-9]+)?)/),
        "\(line)")
      let name = String(match.1)
      let family = ["_bucket", "_sum", "_count"].first {
        name.hasSuffix($0) && families.contains(String(name.dropLast($0.count)))
      }
      #expect(family != nil || families.contains(name))
      found.append(Sample(name: name, labels: match.3.map(String.init) ?? "", value: Double(match.4) ?? .nan))
    }
    return found
  }

  @Test("The numbers: a form that Prometheus reads, counted as it happened, and nobody in them")
  func numbers() async throws {
    let province = try await Province()
    let place = try await province.place()
    _ = try await province.bringClass(["张䶮", "李示例"], place: place, classGroup: "民族学1班", from: 0)
    let site = try await RunningSite(province)
    defer { Task { await site.stop() } }
    for _ in 0..<3 { #expect(try await site.fetch("/health").status == 200) }
    #expect(try await site.fetch("/nothing-here").status == 404)
    #expect(try await site.fetch("/ready").text == "ready\n")
    let page = try await site.fetch("/metrics")
    #expect(page.status == 200)
    let found = try samples(page.text)
    func value(_ name: String, _ labels: String = "") -> Double? {
      found.first { $0.name == name && $0.labels == labels }?.value
    }
    #expect(value("biying_requests_total", #"method="get",status="2xx""#) == 4)
    #expect(value("biying_requests_total", #"method="get",status="4xx""#) == 1)
    #expect(value("biying_request_seconds_count") == 5)
    #expect(value("biying_request_seconds_bucket", #"le="+Inf""#) == 5)
    let buckets = found.filter { $0.name == "biying_request_seconds_bucket" }.map(\.value)
    #expect(buckets == buckets.sorted() && buckets.count == RequestMeter.bounds.count + 1)
    #expect(value("biying_sessions") != nil && value("biying_jobs_set_aside") == 0)
    #expect(value("biying_backup_age_seconds") == nil, "there never was one")
    #expect((value("process_resident_memory_bytes") ?? 0) > 1_000_000)
    for secret in ["张䶮", "李示例", "990000", place.campaignID, place.institutionID] { #expect(!page.text.contains(secret)) }
  }

  @Test("For this machine or by the token; to everybody else the page is not there")
  func admitted() async throws {
    let site = try await RunningSite(Province(), proxies: "127.0.0.1", metricsToken: "a-token-of-sixteen-bytes")
    defer { Task { await site.stop() } }
    let outlet = Outlet()
    func status(_ headers: [HTTPHeader] = []) async throws -> Int {
      try await outlet.send(HTTPCall(.get, site.address + "/metrics", headers: headers)).status
    }
    let passedOn = HTTPHeader("X-Forwarded-For", "203.0.113.7")
    #expect(try await status() == 200)
    #expect(try await status([passedOn]) == 404)
    #expect(try await status([passedOn, HTTPHeader("Authorization", "Bearer a-token-of-sixteen-bytes")]) == 200)
    #expect(try await status([passedOn, HTTPHeader("Authorization", "Bearer another-token-of-them-00")]) == 404)
    #expect(try await status([HTTPHeader("Authorization", "Bearer short")]) == 404, "a wrong token is no better than none")
  }

  @Test(
    "Addresses of this machine",
    arguments: [("127.0.0.1", true), ("127.8.8.8", true), ("::1", true), ("10.0.0.1", false), ("::2", false)])
  func loopback(address: String, isLoopback: Bool) throws {
    #expect(try #require(IPAddress(address)).isLoopback == isLoopback)
  }
}
