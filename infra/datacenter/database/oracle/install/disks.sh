# Filesystems on the data disks, which Azure's agent links by their LUN.
# Source: Microsoft Learn, "Troubleshoot Linux VM device name changes" (/dev/disk/azure/scsi1/lun…).
# shellcheck shell=bash

prepare_disks() {
  prepare_disk software "$LUN_SOFTWARE" "$SIZE_SOFTWARE" /u01
  prepare_disk data "$LUN_DATA" "$SIZE_DATA" /u02
  prepare_disk redo "$LUN_REDO" "$SIZE_REDO" /u03
  prepare_disk recovery "$LUN_RECOVERY" "$SIZE_RECOVERY" /u04
}

# A filesystem of XFS on a volume of its own, which grows with its disk. A disk with anything else on it is not touched.
prepare_disk() {
  local name=$1 lun=$2 size=$3 folder=$4 device
  device=$ROOT/dev/disk/azure/scsi1/lun$lun
  if [[ ! -e $device ]]; then
    fail "There is no disk at LUN $lun, where \"$name\" belongs."
  fi
  device=$(readlink -f "$device")
  if ! vgs "vg_$name" > /dev/null 2>&1; then
    if holds_something "$device"; then
      fail "The disk at LUN $lun, where \"$name\" belongs, holds something else already. Nothing was changed on it."
    fi
    say "A filesystem for $name …"
    vgcreate --quiet "vg_$name" "$device"
  fi
  if ! lvs "vg_$name/lv_$name" > /dev/null 2>&1; then
    lvcreate --quiet --yes --name "lv_$name" --extents 100%FREE "vg_$name"
  fi
  if ! holds_something "/dev/vg_$name/lv_$name"; then
    mkfs.xfs -q "/dev/vg_$name/lv_$name"
  fi
  if ! grep -q " $folder " "$ROOT/etc/fstab"; then
    printf '/dev/vg_%s/lv_%s %s xfs defaults,noatime,nofail 0 2\n' "$name" "$name" "$folder" >> "$ROOT/etc/fstab"
  fi
  mkdir -p "$ROOT$folder"
  if ! mountpoint --quiet "$ROOT$folder"; then
    mount "$folder"
  fi
  once "disk-$name-$size-GiB" fill_disk "$name" "$device"
}

# Whether there is a filesystem, a volume or anything else known on a device.
holds_something() {
  [[ -n $(blkid --output value --match-tag TYPE "$1" || true) ]]
}

# Gives a filesystem all of a disk that has grown.
fill_disk() {
  pvresize --quiet "$2"
  if (($(vgs --noheadings --options vg_free_count "vg_$1") > 0)); then
    lvextend --quiet --resizefs --extents +100%FREE "/dev/vg_$1/lv_$1"
  fi
}
