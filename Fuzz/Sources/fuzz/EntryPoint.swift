import Glibc

/// The target that the environment names in `FUZZ_TARGET`.
///
/// libFuzzer owns `main` and the command line, so the choice comes another way.
private let selected: FuzzTarget = {
  let name = getenv("FUZZ_TARGET").map { String(cString: $0) } ?? ""
  if let target = FuzzTarget.all.first(where: { $0.name == name }) { return target }
  say("FUZZ_TARGET must name one of: \(FuzzTarget.all.map(\.name).joined(separator: " "))")
  exit(2)
}()

/// What libFuzzer calls once. `-list` as the first argument prints the names of the targets and ends.
@_cdecl("LLVMFuzzerInitialize")
public func initialize(
  _ count: UnsafeMutablePointer<CInt>?, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>?
) -> CInt {
  if let count, let arguments, count.pointee > 1, let first = arguments.pointee[1], strcmp(first, "-list") == 0 {
    for target in FuzzTarget.all { print(target.name) }
    exit(0)
  }
  _ = selected
  return 0
}

/// What libFuzzer calls with every input.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  selected.check(UnsafeRawBufferPointer(start: bytes, count: count))
  return 0
}
