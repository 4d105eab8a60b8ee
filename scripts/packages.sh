# Sourced by the other scripts: installs Debian or Ubuntu packages, only those that are missing.
#
# Nothing is needed to build besides Rust and a C linker: the window's libraries are loaded when it opens, so no
# "-dev" package is.

# What opens a window on X11 or Wayland, with software rendering where there is no graphics card.
window_packages=(
    libx11-6 libx11-xcb1 libxcb1 libxcursor1 libxi6 libxrandr2 libxkbcommon0 libxkbcommon-x11-0
    libwayland-client0 libvulkan1 mesa-vulkan-drivers
)
# What looks at a real window in tests: a display without a screen, keys and clicks, pictures.
window_test_packages=(xvfb xauth xdotool x11-utils imagemagick python3)
# What opens the calendars that the program writes, as another program would.
calendar_test_packages=(python3 python3-icalendar)
# What Rust needs to link.
build_packages=(gcc libc6-dev pkg-config)

need_packages() {
    if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
        echo "This is not Debian or Ubuntu. Please see to it that these are installed, by your system's names: $*"
        return 0
    fi
    local missing=() package
    for package in "$@"; do
        if ! dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed'; then
            missing+=("$package")
        fi
    done
    if [ ${#missing[@]} -eq 0 ]; then
        return 0
    fi
    echo "Installing: ${missing[*]}"
    local as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        if ! command -v sudo >/dev/null; then
            echo "Please install them as root: apt-get install ${missing[*]}" >&2
            return 1
        fi
        as_root=(sudo)
    fi
    if ! "${as_root[@]}" apt-get update -q </dev/null || ! "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -q --no-install-recommends "${missing[@]}" </dev/null; then
        echo "They could not all be installed. What does not need them goes on." >&2
    fi
}

need_rust() {
    if ! command -v cargo >/dev/null && [ -f "$HOME/.cargo/env" ]; then
        # shellcheck source=/dev/null
        . "$HOME/.cargo/env"
    fi
    if ! command -v cargo >/dev/null; then
        echo "Rust is not installed. Install it from https://rustup.rs (version 1.95 or later) and run this again." >&2
        return 1
    fi
}
